import { Injectable } from '@nestjs/common';
import type { Asset, Id, Minor } from '#kernel';
import { Database, loadSql } from '#platform/database';

const SUM_EARNINGS = loadSql(import.meta.url, '../../storage/sql/sum-earnings.sql');

/** What ads put on a payee's accounts, in minor units: `earned` went to pending, `matured` of it on to payable. */
export type EarnedShare = {
  readonly payeeId: Id<'Organisation'>;
  readonly asset: Asset;
  readonly earned: Minor;
  readonly matured: Minor;
};

/** What creators earned by ads beside their posts: for whoever compares payees' balances with their sources. */
@Injectable()
export class SumEarnings {
  constructor(private readonly database: Database) {}

  /** Inside a transaction that holds the ledger's head it is of the same moment as the balances read there. */
  async execute(): Promise<EarnedShare[]> {
    const rows = await this.database.query<{
      payee_id: Id<'Organisation'>;
      asset: Asset;
      earned: Minor;
      matured: Minor;
    }>(SUM_EARNINGS);
    return rows.map(({ payee_id: payeeId, ...sums }) => ({ payeeId, ...sums }));
  }
}
