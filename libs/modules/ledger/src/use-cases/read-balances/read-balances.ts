import { Injectable } from '@nestjs/common';
import type { Asset, Id } from '#kernel';
import { Database, type Tx, loadSql } from '#platform/database';
import { type Account, type AccountRef, accountKey, balanceOf } from '../../domain/account.ts';
import { LedgerStore } from '../../storage/ledger.store.ts';
import { type AccountRow, accountOf } from '../../storage/rows.ts';

const READ_ACCOUNTS = loadSql(import.meta.url, '../../storage/sql/read-accounts.sql');
const BY_PREFIX = loadSql(import.meta.url, '../../storage/sql/accounts-by-prefix.sql');
const BY_OWNER = loadSql(import.meta.url, '../../storage/sql/accounts-by-owner.sql');

/** Totals of one account now, in minor units of its asset. */
export type Balance = AccountRef & {
  /** On the account's natural side: what a liability owes, what an asset holds. Below zero on the other side. */
  readonly balance: bigint;
  readonly debits: bigint;
  readonly credits: bigint;
  /** Number of its transfers. */
  readonly accountSeq: bigint;
  /** Log position of its last transfer, 0 before the first. */
  readonly lastSeq: bigint;
  /** What the chart says of it; undefined while nothing was ever booked on it. */
  readonly account: Account | undefined;
};

/** Where a list goes on: the last account that was seen. */
export type AccountCursor = AccountRef | undefined;

/** Reads balances as they are now. */
@Injectable()
export class ReadBalances {
  constructor(
    private readonly database: Database,
    private readonly store: LedgerStore,
  ) {}

  /** Balances in the order asked; an account that was never used has zeros. All are of one moment. */
  async execute(refs: readonly AccountRef[]): Promise<Balance[]> {
    const params = [refs.map(({ path }) => path), refs.map(({ asset }) => asset)];
    const rows = await this.database.query<AccountRow>(READ_ACCOUNTS, params);
    return inOrder(refs, new Map(rows.map((row) => [accountKey(row.path, row.asset), accountOf(row)])));
  }

  /**
   * Balances that nobody else can change before the transaction ends: takes the head of the log, so only what posting
   * and the caller's own rows need may follow. For a caller that must choose by balance what it posts.
   */
  async underHead(tx: Tx, refs: readonly AccountRef[]): Promise<Balance[]> {
    await this.store.takeHead(tx);
    return inOrder(refs, await this.store.readAccounts(tx, refs));
  }

  /** Accounts whose path starts with `prefix`, ordered by path and asset; `after` goes on behind the last one seen. */
  async byPrefix(
    prefix: string,
    options: { asset?: Asset; owner?: Id<'Organisation'>; after?: AccountCursor; limit?: number } = {},
  ): Promise<Balance[]> {
    const { asset, owner, after, limit = 1_000 } = options;
    // '~' sorts behind every character of a path.
    const params = [prefix, `${prefix}~`, asset ?? null, after?.path ?? '', after?.asset ?? '', limit, owner ?? null];
    const rows = await this.database.query<AccountRow>(BY_PREFIX, params);
    return rows.map((row) => balance(accountOf(row)));
  }

  /** The accounts of one organisation, ordered by path and asset. */
  async byOwner(
    owner: Id<'Organisation'>,
    options: { after?: AccountCursor; limit?: number } = {},
  ): Promise<Balance[]> {
    const { after, limit = 1_000 } = options;
    const rows = await this.database.query<AccountRow>(BY_OWNER, [owner, after?.path ?? '', after?.asset ?? '', limit]);
    return rows.map((row) => balance(accountOf(row)));
  }
}

function inOrder(refs: readonly AccountRef[], found: ReadonlyMap<string, Account>): Balance[] {
  return refs.map((ref) => {
    const account = found.get(accountKey(ref.path, ref.asset));
    return account === undefined
      ? { path: ref.path, asset: ref.asset, balance: 0n, debits: 0n, credits: 0n, accountSeq: 0n, lastSeq: 0n, account }
      : balance(account);
  });
}

function balance(account: Account): Balance {
  const { path, asset, debits, credits, accountSeq, lastSeq } = account;
  return { path, asset, balance: balanceOf(account), debits, credits, accountSeq, lastSeq, account };
}
