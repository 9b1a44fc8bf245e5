import { Injectable } from '@nestjs/common';
import { type Id, MAX_MINOR } from '#kernel';
import { Database, loadSql } from '#platform/database';
import type { EntryView } from '../../domain/entry-view.ts';
import { ReadBalances } from '../read-balances/read-balances.ts';
import { ReadEntry } from '../read-entry/read-entry.ts';
import type { AccountRef } from '../../domain/account.ts';

const LIST_ENTRIES = loadSql(import.meta.url, '../../storage/sql/list-entries.sql');
const LIST_TRANSFERS = loadSql(import.meta.url, '../../storage/sql/list-transfers-of-accounts.sql');
/** An organisation has a handful of accounts; one of each kind and custody. */
const MOST_ACCOUNTS = 1_000;

/** Which entries: all, those of one account, or those of an organisation's accounts. */
export type EntryFilter = { readonly account?: AccountRef; readonly owner?: Id<'Organisation'> };

/** One page of entries, newest first. */
export type EntryPage = {
  readonly entries: readonly EntryView[];
  /** Log position to pass as `before` for the next page; undefined at the end. */
  readonly next: bigint | undefined;
};

/** Lists entries, newest first. */
@Injectable()
export class ListEntries {
  constructor(
    private readonly database: Database,
    private readonly readBalances: ReadBalances,
    private readonly readEntry: ReadEntry,
  ) {}

  /** Entries that match every part of `filter` and start below log position `before`. */
  async execute(filter: EntryFilter, options: { before?: bigint; limit?: number } = {}): Promise<EntryPage> {
    const { before = MAX_MINOR, limit = 50 } = options;
    const accountIds = await this.accountIds(filter);
    const found =
      accountIds === undefined
        ? await this.latest(before, limit + 1)
        : await this.ofAccounts(accountIds, before, limit + 1);
    const ids = found.slice(0, limit);
    const views = await this.readEntry.all(ids);
    const entries = ids.flatMap((id) => views.get(id) ?? []);
    const last = entries.at(-1)?.leaves[0];
    return { entries, next: found.length > limit && last !== undefined ? BigInt(last.seq) : undefined };
  }

  /** Row numbers of the accounts to look at; undefined for all. */
  private async accountIds({ account, owner }: EntryFilter): Promise<bigint[] | undefined> {
    if (account === undefined && owner === undefined) return undefined;
    const balances =
      account === undefined
        ? await this.readBalances.byOwner(owner as Id<'Organisation'>, { limit: MOST_ACCOUNTS })
        : await this.readBalances.execute([account]);
    const found = balances.flatMap((balance) => balance.account ?? []);
    return found.filter((of) => owner === undefined || of.owner === owner).map(({ id }) => id);
  }

  private async latest(before: bigint, limit: number): Promise<Id<'Entry'>[]> {
    const rows = await this.database.query<{ id: Id<'Entry'> }>(LIST_ENTRIES, [before, limit]);
    return rows.map(({ id }) => id);
  }

  /** An entry may have many transfers on one account: reads on until enough entries are found. */
  private async ofAccounts(accountIds: readonly bigint[], before: bigint, limit: number): Promise<Id<'Entry'>[]> {
    const ids = new Set<Id<'Entry'>>();
    const chunk = 4 * limit;
    for (let below = before; ids.size < limit;) {
      const rows = await this.database.query<{ seq: bigint; entry_id: Id<'Entry'> }>(LIST_TRANSFERS, [
        accountIds,
        below,
        chunk,
      ]);
      for (const row of rows) ids.add(row.entry_id);
      const last = rows.at(-1);
      if (last === undefined || rows.length < chunk) break;
      below = last.seq;
    }
    return [...ids].slice(0, limit);
  }
}
