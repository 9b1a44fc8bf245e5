import { Injectable } from '@nestjs/common';
import type { Asset, EpochMs, Id, Minor } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { CampaignState } from '../domain/campaign.ts';

const LOCK_CAMPAIGN = loadSql(import.meta.url, './sql/lock-campaign.sql');
const INSERT_LEASE = loadSql(import.meta.url, './sql/insert-lease.sql');
const FIND_LEASES = loadSql(import.meta.url, './sql/find-leases.sql');
const READ_LEASES = loadSql(import.meta.url, './sql/read-leases.sql');
const LOCK_LEASES = loadSql(import.meta.url, './sql/lock-leases.sql');
const CLOSE = loadSql(import.meta.url, './sql/close-lease.sql');
const SETTLE = loadSql(import.meta.url, './sql/settle-lease.sql');
const CHARGE = loadSql(import.meta.url, './sql/charge-leases.sql');

/** A campaign's money, locked. Minor units unless the name says nanos. */
export type LockedCampaign = {
  readonly advertiserId: Id<'Organisation'>;
  readonly asset: Asset;
  readonly unitNanos: bigint;
  readonly bidNanos: bigint;
  readonly budget: bigint;
  readonly leased: bigint;
  readonly settledNanos: bigint;
  readonly state: CampaignState;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs | undefined;
};

/** A lease, locked. */
export type LockedLease = {
  readonly id: Id<'Lease'>;
  readonly campaignId: Id<'Campaign'>;
  readonly advertiserId: Id<'Organisation'>;
  readonly asset: Asset;
  readonly unitNanos: bigint;
  readonly amount: Minor;
  readonly returnedEarly: Minor;
  readonly billedNanos: bigint;
  readonly state: 'open' | 'closed' | 'settled';
  readonly settlesAt: EpochMs;
};

/** A new lease. */
export type NewLease = {
  readonly id: Id<'Lease'>;
  readonly campaignId: Id<'Campaign'>;
  readonly amount: Minor;
  readonly openedAt: EpochMs;
  readonly servesUntil: EpochMs;
  readonly settlesAt: EpochMs;
};

type CampaignRow = {
  advertiser_id: Id<'Organisation'>;
  asset: Asset;
  unit_nanos: bigint;
  bid_nanos: bigint;
  budget: bigint;
  leased: bigint;
  settled_nanos: bigint;
  state: CampaignState;
  starts_at: Date;
  ends_at: Date | null;
};

type LeaseRow = {
  id: Id<'Lease'>;
  campaign_id: Id<'Campaign'>;
  advertiser_id: Id<'Organisation'>;
  asset: Asset;
  unit_nanos: bigint;
  amount: Minor;
  returned_early: Minor;
  billed_nanos: bigint;
  state: LockedLease['state'];
  settles_at: Date;
};

/** Leases in PostgreSQL. Lock order: campaign, then its leases; the billing consumer locks leases only. */
@Injectable()
export class LeaseStore {
  constructor(private readonly database: Database) {}

  async lockCampaign(tx: Tx, campaignId: Id<'Campaign'>): Promise<LockedCampaign | undefined> {
    const [row] = await tx.query<CampaignRow>(LOCK_CAMPAIGN, [campaignId]);
    if (row === undefined) return undefined;
    return {
      advertiserId: row.advertiser_id,
      asset: row.asset,
      unitNanos: row.unit_nanos,
      bidNanos: row.bid_nanos,
      budget: row.budget,
      leased: row.leased,
      settledNanos: row.settled_nanos,
      state: row.state,
      startsAt: row.starts_at.getTime() as EpochMs,
      endsAt: row.ends_at === null ? undefined : (row.ends_at.getTime() as EpochMs),
    };
  }

  async insert(tx: Tx, { id, campaignId, amount, openedAt, servesUntil, settlesAt }: NewLease): Promise<void> {
    const dates = [openedAt, servesUntil, settlesAt].map((at) => new Date(at));
    await tx.query(INSERT_LEASE, [id, campaignId, amount, ...dates]);
  }

  /** Leases of these ids, or (without) those whose time is over by `now`; not settled, not locked. */
  async find(
    ids: readonly Id<'Lease'>[] | undefined,
    now: EpochMs | undefined,
    limit: number,
  ): Promise<{ id: Id<'Lease'>; campaignId: Id<'Campaign'> }[]> {
    const params = [ids ?? null, now === undefined ? null : new Date(now), limit];
    const rows = await this.database.query<Pick<LeaseRow, 'id' | 'campaign_id'>>(FIND_LEASES, params);
    return rows.map((row) => ({ id: row.id, campaignId: row.campaign_id }));
  }

  /** As they are now; nothing is locked. */
  async read(tx: Tx, ids: readonly Id<'Lease'>[]): Promise<LockedLease[]> {
    return (await tx.query<LeaseRow>(READ_LEASES, [ids])).map(leaseOf);
  }

  async lock(tx: Tx, ids: readonly Id<'Lease'>[]): Promise<LockedLease[]> {
    if (ids.length === 0) return [];
    return (await tx.query<LeaseRow>(LOCK_LEASES, [ids])).map(leaseOf);
  }

  async close(tx: Tx, leaseId: Id<'Lease'>, returned: Minor): Promise<void> {
    await tx.query(CLOSE, [leaseId, returned]);
  }

  async settle(tx: Tx, leaseId: Id<'Lease'>, returned: Minor): Promise<void> {
    await tx.query(SETTLE, [leaseId, returned]);
  }

  /** Answers how many were charged: not one that is settled, nor one that does not hold so much. Locks them by id. */
  async charge(tx: Tx, charges: ReadonlyMap<Id<'Lease'>, bigint>): Promise<number> {
    if (charges.size === 0) return 0;
    return (await tx.query(CHARGE, [[...charges.keys()], [...charges.values()]])).length;
  }
}

function leaseOf(row: LeaseRow): LockedLease {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    advertiserId: row.advertiser_id,
    asset: row.asset,
    unitNanos: row.unit_nanos,
    amount: row.amount,
    returnedEarly: row.returned_early,
    billedNanos: row.billed_nanos,
    state: row.state,
    settlesAt: row.settles_at.getTime() as EpochMs,
  };
}
