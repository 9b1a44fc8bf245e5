import { type EpochMs, type Id, asset, minor } from '#kernel';
import type { Account, Side } from '../domain/account.ts';
import { AccountBook } from '../domain/account-book.ts';
import { accountPath } from '../domain/account-path.ts';
import { type Decision, type LockedState, decideEntries } from '../domain/decide.ts';
import type { EntryDraft, TransferDraft } from '../domain/entry.ts';
import { prepareEntry } from '../domain/prepare-entry.ts';

/** When everything here happens. */
export const DECIDED_AT = 1_700_000_000_000 as EpochMs;
/** The last position of the log before anything is decided. */
export const HEAD_SEQ = 100n;

const GBPT = asset('GBPT/2');

/** An account of the book before anything is decided; a limit of 0 unless its path has none. */
export function anAccountAt(path: string, more: Partial<Account> = {}): Account {
  const naturalSide: Side = path.endsWith('receivable') || path.startsWith('custody') ? 'debit' : 'credit';
  return {
    id: BigInt(`0x${Buffer.from(path).toString('hex').slice(0, 12)}`),
    path: accountPath(path),
    asset: GBPT,
    line: path,
    kind: 'liability',
    naturalSide,
    minBalance: path === 'suspense' || path.startsWith('custody') ? null : 0n,
    owner: null,
    debits: 0n,
    credits: 0n,
    pendingDebits: 0n,
    pendingCredits: 0n,
    accountSeq: 0n,
    lastSeq: 0n,
    closedAt: null,
    ...more,
  };
}

/** What was read under the head. */
export function aLockedState(accounts: readonly Account[], more: Partial<LockedState> = {}): LockedState {
  return {
    head: { seq: HEAD_SEQ, recordedAt: DECIDED_AT },
    accounts: AccountBook.of(accounts),
    booked: new Map(),
    originals: new Map(),
    ...more,
  };
}

/** Entry number `n`. */
export function entryNumber(
  n: number,
  transfers: readonly TransferDraft[],
  more: Partial<EntryDraft> = {},
): EntryDraft {
  const id = `018f6a2e-7c00-7000-8000-${n.toString(16).padStart(12, '0')}` as Id<'Entry'>;
  return { id, asset: GBPT, effectiveAt: DECIDED_AT, transfers, metadata: {}, ...more };
}

/** One amount to move. */
export function moving(
  debit: string,
  credit: string,
  amount: bigint,
  more: Partial<TransferDraft> = {},
): TransferDraft {
  return { debit: accountPath(debit), credit: accountPath(credit), amount: minor(amount), ...more };
}

/** Decides drafts at `DECIDED_AT`. */
export function decided(drafts: readonly EntryDraft[], state: LockedState): Decision[] {
  return decideEntries(drafts.map(prepareEntry), state, DECIDED_AT);
}

/** What a decision says, short: a refusal's code, or `posted` and the like. */
export function wordOf(decision: Decision | undefined): string {
  return decision?.outcome === 'refused' ? decision.error.code : (decision?.outcome ?? 'nothing');
}
