import { Injectable } from '@nestjs/common';
import { type Asset, type EpochMs, formatInstant, type Id, type Minor } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { CategoryFrom, Order, OrderLineWithRefunds } from '../domain/order.ts';
import type { RefundableOrder } from '../domain/refund.ts';

const INSERT_ORDERS = loadSql(import.meta.url, './sql/insert-orders.sql');
const INSERT_LINES = loadSql(import.meta.url, './sql/insert-order-lines.sql');
const LIST_ORDERS = loadSql(import.meta.url, './sql/list-orders.sql');
const FIND_LINES = loadSql(import.meta.url, './sql/find-order-lines.sql');
const LOCK = 'select * from orders.lock_orders($1, $2)';
const FIND_BY_IDS = `select * from orders."order" where merchant_id = $1 and id = any ($2::uuid[])`;
const FIND_BY_EXTERNAL_IDS = `select * from orders."order" where merchant_id = $1 and external_id = any ($2::text[])`;

/** An order as it is stored: with what was refunded, and the hash of what the merchant said. */
export type StoredOrder = RefundableOrder & { readonly contentHash: Buffer };

type OrderRow = {
  id: Id<'Order'>;
  merchant_id: Id<'Organisation'>;
  external_id: string;
  currency: Asset;
  customer_ref: string | null;
  click_id: Id<'Click'> | null;
  coupon: string | null;
  ad_click: string | null;
  placed_at: Date;
  accepted_at: Date;
  content_hash: Buffer;
};
type LineRow = {
  order_id: Id<'Order'>;
  line_no: number;
  sku: string;
  category: string;
  category_from: CategoryFrom;
  quantity: bigint;
  unit_price: Minor;
  discount: Minor;
  base: Minor;
  refunded: Minor;
  refunded_quantity: bigint;
};

/** The tables of orders and their lines. */
@Injectable()
export class OrderStore {
  constructor(private readonly database: Database) {}

  /** Adds the orders that are new, with their lines, and answers their ids. */
  async insert(tx: Tx, orders: readonly Order[], hashes: readonly Buffer[], now: EpochMs): Promise<Set<Id<'Order'>>> {
    const rows = await tx.query<{ id: Id<'Order'> }>(INSERT_ORDERS, [
      orders.map((order) => order.id),
      orders.map((order) => order.merchantId),
      orders.map((order) => order.externalId),
      orders.map((order) => order.currency),
      orders.map((order) => order.customerRef ?? null),
      orders.map((order) => order.clickId ?? null),
      orders.map((order) => formatInstant(order.placedAt)),
      hashes,
      orders.map((order) => order.coupon ?? null),
      orders.map((order) => order.adClick ?? null),
      new Date(now),
    ]);
    const added = new Set(rows.map((row) => row.id));
    const lines = orders
      .filter(({ id }) => added.has(id))
      .flatMap(({ id, lines: own }) => own.map((line) => ({ id, ...line })));
    if (lines.length > 0) {
      await tx.query(INSERT_LINES, [
        lines.map((line) => line.id),
        lines.map((line) => line.lineNo),
        lines.map((line) => line.sku),
        lines.map((line) => line.category),
        lines.map((line) => line.categoryFrom),
        lines.map((line) => line.quantity),
        lines.map((line) => line.unitPrice),
        lines.map((line) => line.discount),
        lines.map((line) => line.base),
      ]);
    }
    return added;
  }

  /** Locks the merchant's orders until commit, in id order. An unknown id locks nothing. */
  async lock(tx: Tx, merchantId: Id<'Organisation'>, ids: readonly Id<'Order'>[]): Promise<void> {
    await tx.query(LOCK, [merchantId, ids]);
  }

  async findByIds(merchantId: Id<'Organisation'>, ids: readonly Id<'Order'>[]): Promise<StoredOrder[]> {
    return this.withLines(await this.database.query<OrderRow>(FIND_BY_IDS, [merchantId, ids]));
  }

  async findByExternalIds(merchantId: Id<'Organisation'>, externalIds: readonly string[]): Promise<StoredOrder[]> {
    return this.withLines(await this.database.query<OrderRow>(FIND_BY_EXTERNAL_IDS, [merchantId, externalIds]));
  }

  /** The merchant's orders, newest first, after the one given. */
  async list(
    merchantId: Id<'Organisation'>,
    after: { readonly placedAt: EpochMs; readonly id: Id<'Order'> } | undefined,
    limit: number,
  ): Promise<StoredOrder[]> {
    const values = [merchantId, after === undefined ? null : new Date(after.placedAt), after?.id ?? null, limit];
    return this.withLines(await this.database.query<OrderRow>(LIST_ORDERS, values));
  }

  private async withLines(rows: readonly OrderRow[]): Promise<StoredOrder[]> {
    if (rows.length === 0) return [];
    const lines = await this.database.query<LineRow>(FIND_LINES, [rows.map((row) => row.id)]);
    const byOrder = Map.groupBy(lines, (line) => line.order_id);
    return rows.map((row) => orderOf(row, byOrder.get(row.id) ?? []));
  }
}

function orderOf(row: OrderRow, lines: readonly LineRow[]): StoredOrder {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    externalId: row.external_id,
    currency: row.currency,
    customerRef: row.customer_ref ?? undefined,
    clickId: row.click_id ?? undefined,
    coupon: row.coupon ?? undefined,
    adClick: row.ad_click ?? undefined,
    placedAt: row.placed_at.getTime() as EpochMs,
    acceptedAt: row.accepted_at.getTime() as EpochMs,
    contentHash: row.content_hash,
    lines: lines.map(lineOf),
  };
}

function lineOf(row: LineRow): OrderLineWithRefunds {
  return {
    lineNo: row.line_no,
    sku: row.sku,
    category: row.category,
    categoryFrom: row.category_from,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    discount: row.discount,
    base: row.base,
    refunded: row.refunded,
    refundedQuantity: row.refunded_quantity,
  };
}
