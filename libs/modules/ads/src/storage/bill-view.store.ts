import { Injectable } from '@nestjs/common';
import type { Asset, EpochMs, Id, Minor } from '#kernel';
import { Database, loadSql } from '#platform/database';

const BILLS_OF_ENTRY = loadSql(import.meta.url, './sql/bills-of-entry.sql');
const EARNINGS_OF = loadSql(import.meta.url, './sql/earnings-of.sql');
const EARNS_BY = 'select exists (select from ads.earning where payee_id = $1 and entry_id = $2) as earns';

/** A creator's share of an ad charge. */
export type AdEarningView = {
  readonly id: Id<'AdEarning'>;
  readonly campaignId: Id<'Campaign'>;
  readonly asset: Asset;
  readonly amount: Minor;
  readonly entryId: Id<'Entry'>;
  readonly maturesAt: EpochMs;
  /** Undefined while it is pending. */
  readonly maturedAt: EpochMs | undefined;
};

/** What was billed, and who earned by it. */
@Injectable()
export class BillViewStore {
  constructor(private readonly database: Database) {}

  /** Bodies of the bills that an entry charges, oldest first; none when it is no charge of ads. */
  async billsOf(entryId: Id<'Entry'>): Promise<string[]> {
    return (await this.database.query<{ body: string }>(BILLS_OF_ENTRY, [entryId])).map(({ body }) => body);
  }

  /** Whether `payeeId` has a share in the entry. */
  async earns(payeeId: Id<'Organisation'>, entryId: Id<'Entry'>): Promise<boolean> {
    const [row] = await this.database.query<{ earns: boolean }>(EARNS_BY, [payeeId, entryId]);
    return row?.earns === true;
  }

  /** Newest first. */
  async earningsOf(
    payeeId: Id<'Organisation'>,
    before: Id<'AdEarning'> | undefined,
    limit: number,
  ): Promise<AdEarningView[]> {
    const rows = await this.database.query<{
      id: Id<'AdEarning'>;
      campaign_id: Id<'Campaign'>;
      asset: Asset;
      amount: Minor;
      entry_id: Id<'Entry'>;
      matures_at: Date;
      matured_at: Date | null;
    }>(EARNINGS_OF, [payeeId, before ?? null, limit]);
    return rows.map((row) => ({
      id: row.id,
      campaignId: row.campaign_id,
      asset: row.asset,
      amount: row.amount,
      entryId: row.entry_id,
      maturesAt: row.matures_at.getTime() as EpochMs,
      maturedAt: row.matured_at === null ? undefined : (row.matured_at.getTime() as EpochMs),
    }));
  }
}
