import { Injectable } from '@nestjs/common';
import type { EpochMs, Id, Minor } from '#kernel';
import { Database, loadSql } from '#platform/database';

const LIST_CHARGES = loadSql(import.meta.url, '../../storage/sql/list-charges.sql');

/** A ledger entry that charged the campaign, and for how many events of its batch. */
export type ListedCharge = {
  readonly entryId: Id<'Entry'>;
  readonly amount: Minor;
  readonly events: bigint;
  readonly bookedAt: EpochMs;
};

/** Where a list goes on. */
export type ChargeCursor = Pick<ListedCharge, 'bookedAt' | 'entryId'>;

/** Lists where in the ledger a campaign was charged: together it is every minor unit that it has spent. */
@Injectable()
export class ListCharges {
  constructor(private readonly database: Database) {}

  /** Newest first. Whether the caller may see the campaign is asked before. */
  async execute(campaignId: Id<'Campaign'>, after: ChargeCursor | undefined, limit: number): Promise<ListedCharge[]> {
    type Row = { entry_id: Id<'Entry'>; amount: Minor; events: bigint; booked_at: Date };
    const values = [campaignId, after === undefined ? null : new Date(after.bookedAt), after?.entryId ?? null, limit];
    const rows = await this.database.query<Row>(LIST_CHARGES, values);
    return rows.map(({ entry_id: entryId, amount, events, booked_at: bookedAt }) => {
      return { entryId, amount, events, bookedAt: bookedAt.getTime() as EpochMs };
    });
  }
}
