import type { Asset, EpochMs, Id } from '#kernel';
import type { AccountPath } from './account-path.ts';

/** The side of an account that makes its balance grow. */
export type Side = 'debit' | 'credit';

/** Class of an account in the trial balance. */
export type AccountKind = 'asset' | 'liability' | 'equity' | 'income' | 'expense';

/** An account with its running totals, in minor units of its asset. */
export type Account = {
  /** Number of its row, for storage only. */
  readonly id: bigint;
  readonly path: AccountPath;
  readonly asset: Asset;
  /** Line of the chart, such as `payee:pending`. */
  readonly line: string;
  readonly kind: AccountKind;
  readonly naturalSide: Side;
  /** Least balance on the natural side, `null` for no limit. */
  readonly minBalance: bigint | null;
  readonly owner: Id<'Organisation'> | null;
  readonly debits: bigint;
  readonly credits: bigint;
  /** What open holds will debit at most; `pendingCredits` likewise. */
  readonly pendingDebits: bigint;
  readonly pendingCredits: bigint;
  readonly accountSeq: bigint;
  /** Log position of its last transfer, 0 before the first. */
  readonly lastSeq: bigint;
  readonly closedAt: EpochMs | null;
};

/** Which account: a path in an asset. */
export type AccountRef = { readonly path: AccountPath; readonly asset: Asset };

/** Key of an account in a map. */
export function accountKey(path: string, asset: string): string {
  return `${path} ${asset}`;
}

/** Balance on the natural side, minor units; below zero when the account is on its other side. */
export function balanceOf(totals: {
  readonly naturalSide: Side;
  readonly debits: bigint;
  readonly credits: bigint;
}): bigint {
  return totals.naturalSide === 'credit' ? totals.credits - totals.debits : totals.debits - totals.credits;
}

/** What `account` still takes on `side` before its limit, open holds counted; undefined without a limit on that side. */
export function roomOf(account: Account, side: Side): bigint | undefined {
  if (account.minBalance === null || account.naturalSide === side) return undefined;
  const pending = side === 'debit' ? account.pendingDebits : account.pendingCredits;
  const left = balanceOf(account) - pending - account.minBalance;
  return left > 0n ? left : 0n;
}
