import { type Asset, type EpochMs, type Id, type Minor, assert, formatInstant } from '#kernel';
import type { Account, AccountKind, Side } from '../domain/account.ts';
import type { AccountPath } from '../domain/account-path.ts';
import type { BookedEntry } from '../domain/decide.ts';
import { transferKindOf } from '../domain/entry.ts';
import type { EntryContent, TransferContent } from '../domain/entry-content.ts';
import type { EntryView, LeafSideView } from '../domain/entry-view.ts';

/** A row of `read-accounts.sql` and its like. */
export type AccountRow = {
  id: bigint;
  path: AccountPath;
  asset: Asset;
  line: string;
  kind: AccountKind;
  natural_side: Side;
  min_balance: bigint | null;
  owner_id: Id<'Organisation'> | null;
  debits: bigint;
  credits: bigint;
  pending_debits: bigint;
  pending_credits: bigint;
  account_seq: bigint;
  last_seq: bigint;
  closed_at: Date | null;
};

/** One account of a row. */
export function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    path: row.path,
    asset: row.asset,
    line: row.line,
    kind: row.kind,
    naturalSide: row.natural_side,
    minBalance: row.min_balance,
    owner: row.owner_id,
    debits: row.debits,
    credits: row.credits,
    pendingDebits: row.pending_debits,
    pendingCredits: row.pending_credits,
    accountSeq: row.account_seq,
    lastSeq: row.last_seq,
    closedAt: row.closed_at === null ? null : instantOf(row.closed_at),
  };
}

type SideRow = { account_seq: string; prev_seq: string; credits_after: string; debits_after: string };

/** One booked row inside `find-entries.sql`; numbers are text. */
type BookedRow = {
  seq: string;
  kind: number;
  debit: AccountPath;
  credit: AccountPath;
  amount: string;
  asset: Asset;
  refers_to: string;
  facts: string;
  debit_side: SideRow;
  credit_side: SideRow;
};

/** A row of `find-entries.sql`. */
export type EntryRow = {
  id: Id<'Entry'>;
  content_hash: Buffer;
  effective_at: Date;
  recorded_at: Date;
  metadata: string;
  requested: string | null;
  first_seq: bigint;
  transfers: BookedRow[];
};

/** A booked entry of a row: its content as it was hashed, and its result. */
export function bookedEntryOf(row: EntryRow): BookedEntry {
  return {
    content: contentOf(row),
    posted: {
      id: row.id,
      contentHash: row.content_hash.toString('hex'),
      recordedAt: instantOf(row.recorded_at),
      replayed: true,
      transfers: row.transfers.map((transfer) => ({
        seq: BigInt(transfer.seq),
        kind: transferKindOf(transfer.kind),
        debit: transfer.debit,
        credit: transfer.credit,
        amount: BigInt(transfer.amount) as Minor,
        refersTo: BigInt(transfer.refers_to),
      })),
    },
  };
}

/** A booked entry of a row with its leaves. */
export function entryViewOf(row: EntryRow): EntryView {
  return {
    content: contentOf(row),
    contentHash: row.content_hash.toString('hex'),
    leaves: row.transfers.map((transfer) => ({
      kind: 'transfer',
      seq: transfer.seq,
      transfer_kind: transferKindOf(transfer.kind),
      amount: transfer.amount,
      effective_at: String(row.effective_at.getTime()),
      recorded_at: String(row.recorded_at.getTime()),
      refers_to: transfer.refers_to,
      facts: transfer.facts,
      debit: sideViewOf(transfer.debit, transfer.debit_side),
      credit: sideViewOf(transfer.credit, transfer.credit_side),
    })),
  };
}

function sideViewOf(path: string, side: SideRow): LeafSideView {
  const { account_seq, prev_seq, credits_after, debits_after } = side;
  return { path, account_seq, prev_seq, credits_after, debits_after };
}

/** What the entry asked for, exactly as it was hashed. */
function contentOf(row: EntryRow): EntryContent {
  const [first] = row.transfers;
  assert(first !== undefined, `entry ${row.id} has transfers`);
  return {
    asset: first.asset,
    effective_at: String(row.effective_at.getTime()),
    id: row.id,
    metadata: JSON.parse(row.metadata) as EntryContent['metadata'],
    transfers: row.requested === null ? row.transfers.map(askedFor) : (JSON.parse(row.requested) as TransferContent[]),
  };
}

function askedFor(row: BookedRow): TransferContent {
  const { amount, credit, debit, facts, refers_to } = row;
  return { amount, credit, debit, facts, kind: transferKindOf(row.kind), refers_to, rest: null, up_to: false };
}

/** The instant in a timestamptz. */
export function instantOf(date: Date): EpochMs {
  return date.getTime() as EpochMs;
}

/** A timestamptz parameter, or null for none. */
export function timestampOrNull(at: EpochMs | undefined): string | null {
  return at === undefined ? null : formatInstant(at);
}
