import { z } from 'zod';
import { type Asset, type EpochMs, type Id, type Minor, assert } from '#kernel';
import type { EntryView, LeafView } from '../domain/entry-view.ts';
import { visibleLeaves } from '../domain/visibility.ts';
import type { Checkpoint } from '../storage/log.store.ts';
import type { PastBalance } from '../use-cases/balance-at/balance-at.ts';
import type { Balance } from '../use-cases/read-balances/read-balances.ts';
import type {
  TrialBalanceAccount,
  TrialBalanceReport,
  TrialBalanceTotals,
} from '../use-cases/trial-balance/trial-balance.ts';
import { AccountBody, BalanceBody, CheckpointBody, EntryBody, TrialBalanceBody } from './ledger.schemas.ts';

/** An amount on the wire that may be below zero. */
export type Signed = { amount: string; asset: string };

/** Puts an amount on the wire. */
export function signed(amount: bigint, asset: Asset): Signed {
  return { amount: String(amount), asset };
}

/** An account with its totals on the wire. */
export function accountShape({
  path,
  asset,
  balance,
  debits,
  credits,
  accountSeq,
  lastSeq,
  account,
}: Balance): z.input<typeof AccountBody> {
  assert(account !== undefined, `account ${path} is open`);
  return z.encode(AccountBody, {
    path,
    line: account.line,
    kind: account.kind,
    natural_side: account.naturalSide,
    owner: account.owner,
    balance: signed(balance, asset),
    debits: { amount: debits as Minor, asset },
    credits: { amount: credits as Minor, asset },
    transfers: accountSeq,
    last_seq: lastSeq,
    closed_at: account.closedAt,
  });
}

/** A past balance on the wire. */
export function balanceShape({ path, asset, balance, debits, credits }: PastBalance): z.input<typeof BalanceBody> {
  return { path, balance: signed(balance, asset), debits: signed(debits, asset), credits: signed(credits, asset) };
}

/** An entry as `owner` may see it; whole for `undefined` (finance). */
export function entryShape(view: EntryView, owner: Id<'Organisation'> | undefined): z.input<typeof EntryBody> {
  const { id, asset, metadata, effective_at } = view.content;
  const reason = metadata['reason'];
  const visible = visibleLeaves(view, owner);
  return z.encode(EntryBody, {
    id,
    effective_at: msOf(effective_at),
    recorded_at: msOf(view.leaves[0]?.recorded_at ?? effective_at),
    content_hash: view.contentHash,
    reason: typeof reason === 'string' ? reason : null,
    metadata: owner === undefined ? metadata : null,
    transfers: visible.map((leaf) => transferFields(leaf, asset)),
    is_whole: visible.length === view.leaves.length,
  });
}

function transferFields(leaf: LeafView, asset: Asset): z.output<typeof EntryBody>['transfers'][number] {
  return {
    seq: BigInt(leaf.seq),
    kind: leaf.transfer_kind,
    debit: leaf.debit.path,
    credit: leaf.credit.path,
    amount: { amount: BigInt(leaf.amount) as Minor, asset },
    refers_to: leaf.refers_to === '0' ? null : BigInt(leaf.refers_to),
    facts: leaf.facts === '' ? null : leaf.facts,
  };
}

function msOf(text: string): EpochMs {
  return Number.parseInt(text, 10) as EpochMs;
}

/** A trial balance on the wire. */
export function trialBalanceShape({ seq, assets }: TrialBalanceReport): z.input<typeof TrialBalanceBody> {
  return z.encode(TrialBalanceBody, {
    seq,
    assets: assets.map(({ asset, debits, credits, lines }) => ({
      asset,
      debits: signed(debits, asset),
      credits: signed(credits, asset),
      lines: lines.map((line) => ({ ...totalsFields(line, asset), accounts: line.accounts })),
    })),
  });
}

/** An account of a trial balance on the wire. */
export function trialBalanceAccountShape(account: TrialBalanceAccount): { path: string } & TotalsFields {
  return { path: account.path, ...totalsFields(account, account.asset) };
}

type TotalsFields = Pick<TrialBalanceTotals, 'line' | 'kind'> & {
  natural_side: TrialBalanceTotals['naturalSide'];
  balance: Signed;
  debits: Signed;
  credits: Signed;
};

function totalsFields(totals: TrialBalanceTotals, asset: Asset): TotalsFields {
  return {
    line: totals.line,
    kind: totals.kind,
    natural_side: totals.naturalSide,
    balance: signed(totals.balance, asset),
    debits: signed(totals.debits, asset),
    credits: signed(totals.credits, asset),
  };
}

/** A signed head on the wire, with the key that verifies it. */
export function checkpointShape(
  of: Checkpoint,
  { origin, key }: { origin: string; key: string },
): z.input<typeof CheckpointBody> {
  return z.encode(CheckpointBody, {
    origin,
    size: of.size,
    root: of.root.toString('hex'),
    checkpoint: of.signedNote,
    public_key: key,
    signed_at: of.signedAt,
  });
}
