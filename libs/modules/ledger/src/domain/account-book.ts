import type { Asset } from '#kernel';
import type { Account } from './account.ts';
import type { AccountPath } from './account-path.ts';

const NONE: ReadonlyMap<AccountPath, Account> = new Map();

/** Accounts by asset and path. */
export class AccountBook {
  private readonly byAsset = new Map<Asset, Map<AccountPath, Account>>();
  private count = 0;

  /** A book with `accounts`. */
  static of(accounts: Iterable<Account>): AccountBook {
    const book = new AccountBook();
    for (const account of accounts) book.put(account);
    return book;
  }

  /** How many accounts there are. */
  get size(): number {
    return this.count;
  }

  /** The accounts in `asset`. */
  in(asset: Asset): ReadonlyMap<AccountPath, Account> {
    return this.byAsset.get(asset) ?? NONE;
  }

  /** Adds `account`, or replaces what the book has of it. */
  put(account: Account): void {
    let inAsset = this.byAsset.get(account.asset);
    if (inAsset === undefined) {
      inAsset = new Map();
      this.byAsset.set(account.asset, inAsset);
    }
    const before = inAsset.size;
    inAsset.set(account.path, account);
    this.count += inAsset.size - before;
  }

  *[Symbol.iterator](): Generator<Account> {
    for (const inAsset of this.byAsset.values()) yield* inAsset.values();
  }
}
