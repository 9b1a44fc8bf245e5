import { z } from 'zod';
import { type Asset, type Id, formatInstant, formatMinor, publicId } from '#kernel';
import { cell } from '../domain/export/csv.ts';
import { AGE_BUCKETS, type AgeBucket } from '../domain/aged-receivable.ts';
import type { AgedAccount, AgedLine } from '../use-cases/aged-receivables/aged-receivables.ts';
import type { BalancePoint } from '../use-cases/balance-history/balance-history.ts';
import type { LedgerRow } from '../use-cases/general-ledger/general-ledger.ts';
import type { AccountRef } from '../domain/account.ts';
import { AgedAccountPage, HistoryBody, LedgerRowPage } from './reports.schemas.ts';
import { urlIn } from './in-book.ts';
import { type Signed, signed } from './shapes.ts';

/** The account’s transfers with the proofs that none is left out. */
function statementLink({ path, asset }: AccountRef, book: string): string {
  return urlIn(book, `/v1/accounts/${encodeURIComponent(path)}/statement?asset=${encodeURIComponent(asset)}`);
}

function entryLinks(entry: Id<'Entry'>, book: string): { entry: string; leaves: string } {
  const path = `/v1/entries/${publicId('en', entry)}`;
  return { entry: urlIn(book, path), leaves: urlIn(book, `${path}/leaves`) };
}

const LedgerRowItem = LedgerRowPage.shape.items.element;
const AgedItem = AgedAccountPage.shape.items.element;

/** A row of the general ledger of `book` on the wire. */
export function ledgerRowShape(of: LedgerRow, book: string): z.input<typeof LedgerRowItem> {
  const { path, asset, line, naturalSide, owner } = of.account;
  const { debits, credits } = movedOf(of);
  return z.encode(LedgerRowItem, {
    row: of.row,
    account: path,
    line,
    natural_side: naturalSide,
    owner,
    balance: signed(of.balance, asset),
    debits: debits === null ? null : signed(debits, asset),
    credits: credits === null ? null : signed(credits, asset),
    movement:
      of.row !== 'movement'
        ? null
        : {
            seq: of.movement.seq,
            entry: of.movement.entry,
            kind: of.movement.kind,
            counter: of.movement.counter,
            effective_at: of.movement.effectiveAt,
            recorded_at: of.movement.recordedAt,
            refers_to: of.movement.refersTo ?? null,
          },
    links: of.row === 'movement' ? entryLinks(of.movement.entry, book) : { statement: statementLink(of.account, book) },
  });
}

function movedOf(of: LedgerRow): { debits: bigint | null; credits: bigint | null } {
  if (of.row === 'opening') return { debits: null, credits: null };
  if (of.row === 'closing') return of.within;
  const { side, amount } = of.movement;
  return { debits: side === 'debit' ? amount : null, credits: side === 'credit' ? amount : null };
}

/** The heading of a general ledger as CSV. */
export const LEDGER_COLUMNS =
  'row,account,asset,line,seq,entry,kind,effective_at,recorded_at,counter,refers_to,debit_minor,debit,credit_minor,credit,balance_minor,balance,proof';

/** A row of a general ledger as a line of CSV: minor units and decimal numbers, times in UTC. */
export function ledgerRowLine(of: LedgerRow, book: string): string {
  const { path, asset, line } = of.account;
  const { debits, credits } = movedOf(of);
  const moved = of.row === 'movement' ? of.movement : undefined;
  const cells = [
    of.row,
    path,
    asset,
    line,
    moved === undefined ? '' : String(moved.seq),
    moved === undefined ? '' : publicId('en', moved.entry),
    moved?.kind ?? '',
    moved === undefined ? '' : formatInstant(moved.effectiveAt),
    moved === undefined ? '' : formatInstant(moved.recordedAt),
    moved?.counter ?? '',
    moved?.refersTo === undefined ? '' : String(moved.refersTo),
    ...amountCells(debits, asset),
    ...amountCells(credits, asset),
    ...amountCells(of.balance, asset),
    moved === undefined ? statementLink(of.account, book) : entryLinks(moved.entry, book).leaves,
  ];
  return cells.map(cell).join(',');
}

function amountCells(amount: bigint | null, asset: Asset): [minor: string, decimal: string] {
  return amount === null ? ['', ''] : [String(amount), formatMinor(amount, asset)];
}

function bucketShapes(buckets: Readonly<Record<AgeBucket, bigint>>, asset: Asset): Record<AgeBucket, Signed> {
  const entries = AGE_BUCKETS.map((bucket) => [bucket, signed(buckets[bucket], asset)] as const);
  return Object.fromEntries(entries) as Record<AgeBucket, Signed>;
}

/** An aged receivable of `book` on the wire. */
export function agedShape(of: AgedAccount, book: string): z.input<typeof AgedItem> {
  const { path, asset, line, owner, open, buckets, oldestOn } = of;
  return z.encode(AgedItem, {
    account: path,
    line,
    owner,
    open: signed(open, asset),
    buckets: bucketShapes(buckets, asset),
    oldest_on: oldestOn ?? null,
    links: {
      entries: urlIn(book, `/v1/entries?account=${encodeURIComponent(path)}&asset=${encodeURIComponent(asset)}`),
      statement: statementLink(of, book),
    },
  });
}

/** The heading of aged receivables as CSV. */
export const AGED_COLUMNS = `account,asset,line,oldest_on,open_minor,open,${AGE_BUCKETS.map((bucket) => `${bucket}_minor,${bucket}`).join(',')}`;

/** An aged receivable as a line of CSV. */
export function agedLine({ path, asset, line, oldestOn, open, buckets }: AgedAccount): string {
  const aged = AGE_BUCKETS.flatMap((bucket) => amountCells(buckets[bucket], asset));
  return [path, asset, line, oldestOn ?? '', ...amountCells(open, asset), ...aged].map(cell).join(',');
}

/** A line of the totals on the wire. */
export function agedTotalShape({ asset, line, accounts, open, buckets }: AgedLine): {
  line: string;
  accounts: number;
  open: Signed;
  buckets: Record<AgeBucket, Signed>;
} {
  return { line, accounts, open: signed(open, asset), buckets: bucketShapes(buckets, asset) };
}

/** A balance over time on the wire; each point links to the entries of the account. */
export function historyShape(
  ref: AccountRef,
  points: readonly BalancePoint[],
  book: string,
): z.input<typeof HistoryBody> {
  const { path, asset } = ref;
  const account = `/v1/accounts/${encodeURIComponent(path)}`;
  return z.encode(HistoryBody, {
    account: path,
    points: points.map(({ on, until, debits, credits, balance }) => ({
      on,
      until,
      debits: signed(debits, asset),
      credits: signed(credits, asset),
      balance: signed(balance, asset),
      links: {
        balance: urlIn(
          book,
          `${account}/balance?asset=${encodeURIComponent(asset)}&effective_at=${formatInstant(until)}`,
        ),
        statement: statementLink(ref, book),
      },
    })),
  });
}
