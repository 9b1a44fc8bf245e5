import { Injectable } from '@nestjs/common';
import { type EpochMs, formatInstant, type Id, type Minor } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { Refund } from '../domain/refund.ts';

const INSERT_REFUNDS = loadSql(import.meta.url, './sql/insert-refunds.sql');
const INSERT_LINES = loadSql(import.meta.url, './sql/insert-refund-lines.sql');
const FIND_REFUNDS = loadSql(import.meta.url, './sql/find-refunds.sql');

/** A refund as it is stored: with the hash of what the merchant said. */
export type StoredRefund = Refund & { readonly contentHash: Buffer };

type RefundRow = {
  id: Id<'Refund'>;
  order_id: Id<'Order'>;
  merchant_id: Id<'Organisation'>;
  external_id: string;
  at: Date;
  content_hash: Buffer;
  line_no: number;
  amount: Minor;
  quantity: bigint | null;
};

/** The tables of refunds and their lines. */
@Injectable()
export class RefundStore {
  constructor(private readonly database: Database) {}

  /** Adds the refunds that are new, with their lines, and answers their ids. Their orders are locked. */
  async insert(
    tx: Tx,
    refunds: readonly Refund[],
    hashes: readonly Buffer[],
    now: EpochMs,
  ): Promise<Set<Id<'Refund'>>> {
    const rows = await tx.query<{ id: Id<'Refund'> }>(INSERT_REFUNDS, [
      refunds.map((refund) => refund.id),
      refunds.map((refund) => refund.orderId),
      refunds.map((refund) => refund.merchantId),
      refunds.map((refund) => refund.externalId),
      refunds.map((refund) => formatInstant(refund.at)),
      hashes,
      new Date(now),
    ]);
    const added = new Set(rows.map((row) => row.id));
    const lines = refunds
      .filter(({ id }) => added.has(id))
      .flatMap(({ id, orderId, lines: own }) => own.map((line) => ({ id, orderId, ...line })));
    if (lines.length > 0) {
      await tx.query(INSERT_LINES, [
        lines.map((line) => line.id),
        lines.map((line) => line.orderId),
        lines.map((line) => line.lineNo),
        lines.map((line) => line.amount),
        lines.map((line) => line.quantity ?? null),
      ]);
    }
    return added;
  }

  async findByExternalIds(merchantId: Id<'Organisation'>, externalIds: readonly string[]): Promise<StoredRefund[]> {
    return refundsOf(await this.database.query<RefundRow>(FIND_REFUNDS, [merchantId, externalIds, null]));
  }

  async findByOrders(orderIds: readonly Id<'Order'>[]): Promise<StoredRefund[]> {
    return refundsOf(await this.database.query<RefundRow>(FIND_REFUNDS, [null, null, orderIds]));
  }
}

function refundsOf(rows: readonly RefundRow[]): StoredRefund[] {
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((lines) => {
    const [first] = lines;
    return first === undefined ? [] : [refundOf(first, lines)];
  });
}

function refundOf(row: RefundRow, lines: readonly RefundRow[]): StoredRefund {
  return {
    id: row.id,
    orderId: row.order_id,
    merchantId: row.merchant_id,
    externalId: row.external_id,
    at: row.at.getTime() as EpochMs,
    contentHash: row.content_hash,
    lines: lines.map((line) => ({
      lineNo: line.line_no,
      amount: line.amount,
      quantity: line.quantity ?? undefined,
    })),
  };
}
