import type { Account } from './account.ts';
import type { AccountPath } from './account-path.ts';

/** The accounts of one asset: as they are after the rows so far, or as they were locked. */
export class MovedAccounts {
  private readonly moved = new Map<AccountPath, Account>();

  constructor(private readonly locked: ReadonlyMap<AccountPath, Account>) {}

  /** The account as it is now; undefined when nobody locked it. */
  get(path: AccountPath): Account | undefined {
    return this.moved.get(path) ?? this.locked.get(path);
  }

  /** From now on it is this. */
  set(path: AccountPath, account: Account): void {
    this.moved.set(path, account);
  }
}
