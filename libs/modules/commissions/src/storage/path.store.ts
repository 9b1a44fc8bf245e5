import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { loadSql, type Tx } from '#platform/database';

const TAKE_FOR_EPOCHS = loadSql(import.meta.url, './sql/take-for-epochs.sql');
const CHAIN_PATHS = loadSql(import.meta.url, './sql/list-chain-paths.sql');
const TAKE_FOR_CHAIN = `insert into commissions.conversion_path (merchant_id, order_id, path, decided_at)
  values ($1, $2, 'chain', $3) on conflict (merchant_id, order_id) do nothing`;
const PATH = 'select path from commissions.conversion_path where merchant_id = $1 and order_id = $2';
const OPEN_DOUBLE = `insert into commissions.double_payment (order_id, line_no, state, opened_at) values ($1, $2, 'review', $3)
  on conflict (order_id, line_no) do update set state = 'review', closed_at = null
  where double_payment.state = 'gone'`;
const CLOSE_DOUBLE = `update commissions.double_payment set state = $3, refund_id = $4, taken_back = $5, closed_at = $6
  where order_id = $1 and line_no = $2 and state = 'review'`;
const FIND_DOUBLE = 'select state from commissions.double_payment where order_id = $1 and line_no = $2 for update';

/** Who pays an order: the ledger and a payout epoch, or the settler on chain. */
export type ConversionPath = 'epoch' | 'chain';

/** An order with its merchant: on chain a merchant may name any number, so one alone says nothing. */
export type MerchantOrder = { readonly merchantId: Id<'Organisation'>; readonly orderId: Id<'Order'> };

type OrderRow = { merchant_id: Id<'Organisation'>; order_id: Id<'Order'> };

/** How a line that both paths wanted to pay stands. */
export type DoubleState = 'review' | 'offset' | 'other_payee' | 'gone';

/** How a review of a double payment ends. */
export type DoubleEnd = {
  readonly state: Exclude<DoubleState, 'review'>;
  readonly refundId?: Id<'Refund'> | undefined;
  readonly takenBack?: bigint | undefined;
};

/** Which path each order took, and what both wanted to pay. */
@Injectable()
export class PathStore {
  /** Takes `epoch` for the orders that have no path yet, and answers those that the chain pays. */
  async takeForEpochs(tx: Tx, orders: readonly MerchantOrder[], now: EpochMs): Promise<Set<Id<'Order'>>> {
    if (orders.length === 0) return new Set();
    const rest = await tx.query<OrderRow>(TAKE_FOR_EPOCHS, [...pairs(orders), new Date(now)]);
    if (rest.length === 0) return new Set();
    // Their rows are committed by now: the insert above has waited for them.
    const others = rest.map((row) => ({ merchantId: row.merchant_id, orderId: row.order_id }));
    const found = await tx.query<OrderRow>(CHAIN_PATHS, pairs(others));
    return new Set(found.map((row) => row.order_id));
  }

  /** Takes `chain` unless the order has a path; answers the path that it has now. */
  async takeForChain(tx: Tx, order: MerchantOrder, now: EpochMs): Promise<ConversionPath> {
    await tx.query(TAKE_FOR_CHAIN, [order.merchantId, order.orderId, new Date(now)]);
    return (await this.path(tx, order)) ?? 'chain';
  }

  /** The path that an order took; undefined before anybody wanted to pay it. */
  async path(tx: Tx, { merchantId, orderId }: MerchantOrder): Promise<ConversionPath | undefined> {
    return (await tx.query<{ path: ConversionPath }>(PATH, [merchantId, orderId]))[0]?.path;
  }

  async openDouble(tx: Tx, orderId: Id<'Order'>, lineNo: number, now: EpochMs): Promise<void> {
    await tx.query(OPEN_DOUBLE, [orderId, lineNo, new Date(now)]);
  }

  /** The state of a double payment, locked; undefined where there is none. */
  async double(tx: Tx, orderId: Id<'Order'>, lineNo: number): Promise<DoubleState | undefined> {
    return (await tx.query<{ state: DoubleState }>(FIND_DOUBLE, [orderId, lineNo]))[0]?.state;
  }

  async closeDouble(tx: Tx, orderId: Id<'Order'>, lineNo: number, end: DoubleEnd, now: EpochMs): Promise<void> {
    const { state, refundId = null, takenBack = null } = end;
    await tx.query(CLOSE_DOUBLE, [orderId, lineNo, state, refundId, takenBack, new Date(now)]);
  }
}

function pairs(orders: readonly MerchantOrder[]): unknown[] {
  return [orders.map(({ merchantId }) => merchantId), orders.map(({ orderId }) => orderId)];
}
