import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, type Minor } from '#kernel';
import { Database, loadSql } from '#platform/database';
import type { RecordedCancellation } from '../../domain/online-retail/index.ts';

const FIND_RECORDED = loadSql(import.meta.url, '../../storage/sql/find-recorded-cancellations.sql');
const FIND_LINES = loadSql(import.meta.url, '../../storage/sql/find-refundable-lines.sql');

/** Whose purchases of what: a cancellation that names no order says no more. */
export type PurchaseKey = { readonly customerRef: string; readonly sku: string; readonly unitPrice: Minor };

/** An order line that still has pieces to give back. */
export type RefundableLine = PurchaseKey & {
  readonly orderId: Id<'Order'>;
  readonly externalId: string;
  readonly placedAt: EpochMs;
  readonly lineNo: number;
  /** Pieces bought and not refunded yet, by pieces or by amount. At least 1, or 0 where less than a piece's price is left. */
  readonly piecesLeft: bigint;
};

type Row = {
  order_id: Id<'Order'>;
  external_id: string;
  customer_ref: string;
  placed_at: Date;
  line_no: number;
  sku: string;
  unit_price: Minor;
  pieces_left: bigint;
};

/** Finds what customers could send back. */
@Injectable()
export class FindRefundableLines {
  constructor(private readonly database: Database) {}

  /** What the refunds of these cancellation invoices gave back already, by product and price. */
  async recorded(merchantId: Id<'Organisation'>, invoices: readonly string[]): Promise<RecordedCancellation[]> {
    if (invoices.length === 0) return [];
    type Recorded = { invoice: string; sku: string; unit_price: Minor; units: bigint };
    const rows = await this.database.query<Recorded>(FIND_RECORDED, [merchantId, [...new Set(invoices)]]);
    return rows.map(({ unit_price: unitPrice, ...rest }) => ({ ...rest, unitPrice }));
  }

  /** The lines of every key, in no particular order. Inside a transaction it sees that transaction's orders. */
  async execute(merchantId: Id<'Organisation'>, keys: readonly PurchaseKey[]): Promise<RefundableLine[]> {
    const different = [
      ...new Map(keys.map((key) => [`${key.customerRef}\n${key.sku}\n${key.unitPrice}`, key])).values(),
    ];
    if (different.length === 0) return [];
    const rows = await this.database.query<Row>(FIND_LINES, [
      merchantId,
      different.map(({ customerRef }) => customerRef),
      different.map(({ sku }) => sku),
      different.map(({ unitPrice }) => unitPrice),
    ]);
    return rows.map((row) => ({
      orderId: row.order_id,
      externalId: row.external_id,
      customerRef: row.customer_ref,
      placedAt: row.placed_at.getTime() as EpochMs,
      lineNo: row.line_no,
      sku: row.sku,
      unitPrice: row.unit_price,
      piecesLeft: row.pieces_left,
    }));
  }
}
