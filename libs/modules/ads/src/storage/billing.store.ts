import { Injectable } from '@nestjs/common';
import type { Asset, EpochMs, Id, Minor } from '#kernel';
import { loadSql, type Tx } from '#platform/database';
import type { Bill } from '../domain/bill.ts';
import type { Carry, EventKind, Outcome } from '../domain/charge.ts';

const FIND_EVENTS = loadSql(import.meta.url, './sql/find-events.sql');
const INSERT_EVENTS = loadSql(import.meta.url, './sql/insert-events.sql');
const ADD_CARRY = loadSql(import.meta.url, './sql/add-carry.sql');
const ADD_DAILY = loadSql(import.meta.url, './sql/add-daily.sql');
const INSERT_EARNINGS = loadSql(import.meta.url, './sql/insert-earnings.sql');
const INSERT_CHARGES = loadSql(import.meta.url, './sql/insert-charges.sql');
const LAST_BILLS = loadSql(import.meta.url, './sql/last-bills.sql');
const INSERT_BILLS = loadSql(import.meta.url, './sql/insert-bills.sql');
const TAKE_MATURING = loadSql(import.meta.url, './sql/take-maturing.sql');

/** What makes an event one: a second one with it is nothing. */
export type EventKey = { readonly auctionId: Id<'Auction'>; readonly slot: number; readonly kind: EventKind };

/** An event as it is first counted. */
export type CountedEvent = EventKey & {
  readonly campaignId: Id<'Campaign'>;
  readonly creativeId: Id<'Creative'>;
  readonly leaseId: Id<'Lease'>;
  readonly chargedNanos: bigint;
  readonly outcome: Outcome;
  readonly at: EpochMs;
};

/** One line of the report to add to. */
export type DailyLine = {
  readonly campaignId: Id<'Campaign'>;
  readonly creativeId: Id<'Creative'>;
  readonly placement: string;
  /** UTC. */
  readonly day: string;
  readonly advertiserId: Id<'Organisation'>;
  impressions: number;
  clicks: number;
  conversions: number;
  unbilled: number;
  nanos: bigint;
};

/** Whose carry: a campaign and a payee; null is the platform. */
export type CarryKey = { readonly campaignId: Id<'Campaign'>; readonly payeeId: Id<'Organisation'> | null };

/** A creator's share as it is posted. */
export type Earning = {
  readonly id: Id<'AdEarning'>;
  readonly payeeId: Id<'Organisation'>;
  readonly campaignId: Id<'Campaign'>;
  readonly asset: Asset;
  readonly amount: Minor;
  readonly entryId: Id<'Entry'>;
};

/** A ledger entry that charged a campaign. */
export type Charge = {
  readonly entryId: Id<'Entry'>;
  readonly campaignId: Id<'Campaign'>;
  /** The platform's part and creators' shares together. */
  readonly amount: Minor;
  /** Charged events of the batch that made it. */
  readonly events: number;
};

type EventRow = { auction_id: string; slot: number; kind: string };

function namesOf(rows: readonly EventRow[]): Set<string> {
  return new Set(rows.map(({ auction_id, slot, kind }) => `${auction_id} ${slot} ${kind}`));
}

/** The tables of counted events, charges, report and creators' shares. */
@Injectable()
export class BillingStore {
  /** Which of these were counted before, as `auction slot kind`. */
  async findEvents(tx: Tx, keys: readonly EventKey[]): Promise<Set<string>> {
    return namesOf(await tx.query<EventRow>(FIND_EVENTS, keyColumns(keys)));
  }

  /** Answers which were written, as `auction slot kind`; one that was counted before is not. */
  async insertEvents(tx: Tx, events: readonly CountedEvent[], now: EpochMs): Promise<Set<string>> {
    const rows = await tx.query<EventRow>(INSERT_EVENTS, [
      ...keyColumns(events),
      events.map(({ campaignId }) => campaignId),
      events.map(({ creativeId }) => creativeId),
      events.map(({ leaseId }) => leaseId),
      events.map(({ chargedNanos }) => chargedNanos),
      events.map(({ outcome }) => outcome),
      events.map(({ at }) => new Date(at)),
      new Date(now),
    ]);
    return namesOf(rows);
  }

  /** Adds charges of pairs, each pair once; answers what stands then. Locks them until commit. */
  async addCarry(
    tx: Tx,
    charges: readonly (CarryKey & { readonly unitNanos: bigint; readonly nanos: bigint })[],
  ): Promise<(CarryKey & Carry)[]> {
    if (charges.length === 0) return [];
    const params = [
      charges.map(({ campaignId }) => campaignId),
      charges.map(({ payeeId }) => payeeId),
      charges.map(({ unitNanos }) => unitNanos),
      charges.map(({ nanos }) => nanos),
    ];
    const rows = await tx.query<{
      campaign_id: Id<'Campaign'>;
      payee_id: Id<'Organisation'> | null;
      unit_nanos: bigint;
      exact_nanos: bigint;
      posted: Minor;
    }>(ADD_CARRY, params);
    return rows.map((row) => ({
      campaignId: row.campaign_id,
      payeeId: row.payee_id,
      unitNanos: row.unit_nanos,
      exactNanos: row.exact_nanos,
      posted: row.posted,
    }));
  }

  async addDaily(tx: Tx, lines: readonly DailyLine[]): Promise<void> {
    await tx.query(ADD_DAILY, [
      lines.map(({ campaignId }) => campaignId),
      lines.map(({ creativeId }) => creativeId),
      lines.map(({ placement }) => placement),
      lines.map(({ day }) => day),
      lines.map(({ advertiserId }) => advertiserId),
      lines.map(({ impressions }) => impressions),
      lines.map(({ clicks }) => clicks),
      lines.map(({ conversions }) => conversions),
      lines.map(({ unbilled }) => unbilled),
      lines.map(({ nanos }) => nanos),
    ]);
  }

  async insertEarnings(tx: Tx, earnings: readonly Earning[], maturesAt: EpochMs): Promise<void> {
    if (earnings.length === 0) return;
    await tx.query(INSERT_EARNINGS, [
      earnings.map(({ id }) => id),
      earnings.map(({ payeeId }) => payeeId),
      earnings.map(({ campaignId }) => campaignId),
      earnings.map(({ asset }) => asset),
      earnings.map(({ amount }) => amount),
      earnings.map(({ entryId }) => entryId),
      new Date(maturesAt),
    ]);
  }

  async insertCharges(tx: Tx, charges: readonly Charge[], now: EpochMs): Promise<void> {
    if (charges.length === 0) return;
    await tx.query(INSERT_CHARGES, [
      charges.map(({ entryId }) => entryId),
      charges.map(({ campaignId }) => campaignId),
      charges.map(({ amount }) => amount),
      charges.map(({ events }) => events),
      new Date(now),
    ]);
  }

  /** The newest bill of each campaign that has one. Whoever holds the platform's carry of a campaign reads them in order. */
  async lastBills(
    tx: Tx,
    campaignIds: readonly Id<'Campaign'>[],
  ): Promise<Map<Id<'Campaign'>, { readonly number: bigint; readonly hash: Buffer }>> {
    if (campaignIds.length === 0) return new Map();
    const rows = await tx.query<{ campaign_id: Id<'Campaign'>; number: bigint; hash: Buffer }>(LAST_BILLS, [
      campaignIds,
    ]);
    return new Map(rows.map(({ campaign_id: campaignId, ...bill }) => [campaignId, bill]));
  }

  async insertBills(tx: Tx, bills: readonly Bill[], now: EpochMs): Promise<void> {
    if (bills.length === 0) return;
    await tx.query(INSERT_BILLS, [
      bills.map(({ campaignId }) => campaignId),
      bills.map(({ number }) => number),
      bills.map(({ previous }) => previous ?? null),
      bills.map(({ hash }) => hash),
      bills.map(({ body }) => body),
      bills.map(({ entryId }) => entryId ?? null),
      new Date(now),
    ]);
  }

  /** Takes what matures by `now` and marks it. */
  async takeMaturing(
    tx: Tx,
    now: EpochMs,
    limit: number,
  ): Promise<{ payeeId: Id<'Organisation'>; asset: Asset; amount: Minor }[]> {
    const rows = await tx.query<{ payee_id: Id<'Organisation'>; asset: Asset; amount: Minor }>(TAKE_MATURING, [
      new Date(now),
      limit,
    ]);
    return rows.map(({ payee_id: payeeId, asset, amount }) => ({ payeeId, asset, amount }));
  }
}

function keyColumns(keys: readonly EventKey[]): [Id<'Auction'>[], number[], EventKind[]] {
  return [keys.map(({ auctionId }) => auctionId), keys.map(({ slot }) => slot), keys.map(({ kind }) => kind)];
}
