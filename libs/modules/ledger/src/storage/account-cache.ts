import { type EpochMs, assert } from '#kernel';
import { type Account, type AccountRef, accountKey } from '../domain/account.ts';
import { AccountBook } from '../domain/account-book.ts';

/** Bytes of one account's state as `ledger.lock` packs it: seven int8, big-endian. */
const PACKED_BYTES = 56;
const NOT_CLOSED = -1n;
/** Bounds memory; the cache starts over when it is full. */
const MOST_ACCOUNTS = 200_000;

/**
 * What never changes of an account (its row, path, limit and side), so that a batch reads only what does. A row of
 * `ledger.account` never changes these: triggers refuse it even to the owner.
 */
export class AccountCache {
  private accounts = new AccountBook();

  /** `refs` without repeats: accounts seen before, and the others. */
  sort(refs: Iterable<AccountRef>): { known: readonly Account[]; unknown: readonly AccountRef[] } {
    const known = new Set<Account>();
    const unknown = new Map<string, AccountRef>();
    for (const ref of refs) {
      const found = this.accounts.in(ref.asset).get(ref.path);
      if (found === undefined) unknown.set(accountKey(ref.path, ref.asset), ref);
      else known.add(found);
    }
    return { known: [...known], unknown: [...unknown.values()] };
  }

  /** The accounts of `known` with their state of now. */
  fill(known: readonly Account[], packed: Buffer): Account[] {
    assert(packed.length === known.length * PACKED_BYTES, 'every known account is in the database');
    return known.map((account, index) => stateOf(account, packed, index * PACKED_BYTES));
  }

  /** Remembers accounts that are in the database for good. */
  learn(accounts: Iterable<Account>): void {
    for (const account of accounts) {
      if (this.accounts.size >= MOST_ACCOUNTS) this.accounts = new AccountBook();
      this.accounts.put(account);
    }
  }
}

function stateOf(account: Account, packed: Buffer, at: number): Account {
  const closedAt = packed.readBigInt64BE(at + 48);
  return {
    ...account,
    debits: packed.readBigInt64BE(at),
    credits: packed.readBigInt64BE(at + 8),
    pendingDebits: packed.readBigInt64BE(at + 16),
    pendingCredits: packed.readBigInt64BE(at + 24),
    accountSeq: packed.readBigInt64BE(at + 32),
    lastSeq: packed.readBigInt64BE(at + 40),
    closedAt: closedAt === NOT_CLOSED ? null : (Number.parseInt(String(closedAt), 10) as EpochMs),
  };
}
