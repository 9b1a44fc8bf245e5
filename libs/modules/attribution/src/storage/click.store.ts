import { Injectable } from '@nestjs/common';
import { DAY_MS, type EpochMs, formatInstant, type Id } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { CandidateClick } from '../domain/choose-click.ts';
import type { Click } from '../domain/link.ts';

const INSERT_CLICKS = loadSql(import.meta.url, './sql/insert-clicks.sql');
const FIND_CANDIDATES = loadSql(import.meta.url, './sql/find-candidate-clicks.sql');
const FIND_JOURNEY = loadSql(import.meta.url, './sql/find-journey.sql');
const LIST_CLICKS = loadSql(import.meta.url, './sql/list-clicks.sql');

/** What is known of an order when its click is looked for. */
export type OrderToAttribute = {
  readonly id: Id<'Order'>;
  readonly merchantId: Id<'Organisation'>;
  readonly clickId?: Id<'Click'> | undefined;
  readonly customerRef?: string | undefined;
  /** The code that the order names, as the merchant sent it. */
  readonly coupon?: string | undefined;
  readonly placedAt: EpochMs;
};

/** The longest attribution window that a program may have. */
const LONGEST_WINDOW_MS = 365 * DAY_MS;
/** Clicks of one journey that are looked at. */
const MOST_TOUCHES = 1_000;

/** Which clicks a list shows. */
export type ClickFilter = {
  readonly partnerId?: Id<'Organisation'> | undefined;
  readonly merchantId?: Id<'Organisation'> | undefined;
  readonly linkId?: Id<'Link'> | undefined;
  /** The list goes on after this click. */
  readonly after?: { readonly at: EpochMs; readonly id: Id<'Click'> } | undefined;
  readonly limit: number;
};

/** A click as a list shows it: whose link, never who clicked. */
export type ListedClick = {
  readonly id: Id<'Click'>;
  readonly linkId: Id<'Link'>;
  readonly code: string;
  readonly programId: Id<'Program'>;
  readonly at: EpochMs;
};

type ClickRow = { id: Id<'Click'>; link_id: Id<'Link'>; at: Date; code: string; program_id: Id<'Program'> };
type CandidateRow = {
  order_id: Id<'Order'>;
  click_id: Id<'Click'>;
  at: Date;
  link_id: Id<'Link'>;
  code: string;
  program_id: Id<'Program'>;
  partner_id: Id<'Organisation'>;
};

/** The table of clicks. */
@Injectable()
export class ClickStore {
  constructor(private readonly database: Database) {}

  /** Records `clicks`, in one statement; answers how many of them name a link that exists. */
  async insert(tx: Tx, clicks: readonly Click[], now: EpochMs): Promise<bigint> {
    const [row] = await tx.query<{ known: bigint }>(INSERT_CLICKS, [
      clicks.map((click) => click.id),
      clicks.map((click) => click.linkId),
      clicks.map((click) => click.customerRef ?? null),
      clicks.map((click) => formatInstant(click.at)),
      new Date(now),
    ]);
    return row?.known ?? 0n;
  }

  /**
   * Per order the last click of each partner in each program before it, whether inside the program's window or not.
   * An order without one is not in the map.
   */
  async findCandidates(tx: Tx, orders: readonly OrderToAttribute[]): Promise<Map<Id<'Order'>, CandidateClick[]>> {
    const rows = await tx.query<CandidateRow>(FIND_CANDIDATES, [
      orders.map((order) => order.id),
      orders.map((order) => order.merchantId),
      orders.map((order) => order.clickId ?? null),
      orders.map((order) => order.customerRef ?? null),
      orders.map((order) => formatInstant(order.placedAt)),
      LONGEST_WINDOW_MS,
    ]);
    const byOrder = Map.groupBy(rows, (row) => row.order_id);
    return new Map([...byOrder].map(([orderId, candidates]) => [orderId, candidates.map(candidateOf)]));
  }

  /** Every click before one order by its click id or its customer, oldest first; of more than 1,000 the latest. */
  async findJourney(order: OrderToAttribute): Promise<CandidateClick[]> {
    const rows = await this.database.query<Omit<CandidateRow, 'order_id'>>(FIND_JOURNEY, [
      order.merchantId,
      order.clickId ?? null,
      order.customerRef ?? null,
      new Date(order.placedAt),
      LONGEST_WINDOW_MS,
      MOST_TOUCHES,
    ]);
    return rows.map(candidateOf);
  }

  async list(filter: ClickFilter): Promise<ListedClick[]> {
    const { partnerId, merchantId, linkId, after, limit } = filter;
    const rows = await this.database.query<ClickRow>(LIST_CLICKS, [
      partnerId ?? null,
      merchantId ?? null,
      linkId ?? null,
      after === undefined ? null : new Date(after.at),
      after?.id ?? null,
      limit,
    ]);
    return rows.map((row) => ({
      id: row.id,
      linkId: row.link_id,
      code: row.code,
      programId: row.program_id,
      at: row.at.getTime() as EpochMs,
    }));
  }
}

function candidateOf(row: Omit<CandidateRow, 'order_id'>): CandidateClick {
  return {
    clickId: row.click_id,
    at: row.at.getTime() as EpochMs,
    linkId: row.link_id,
    code: row.code,
    programId: row.program_id,
    partnerId: row.partner_id,
  };
}
