import { Injectable } from '@nestjs/common';
import { type EpochMs, formatInstant, type Id, type Json } from '#kernel';
import { loadSql, type Tx } from '#platform/database';
import type { ConversionState } from '../domain/conversion-state.ts';
import type { EarnedLine } from '../domain/conversion.ts';
import type { PricedLine } from '../domain/receipt.ts';
import type { LineTakenBack, RefundFact } from '../domain/take-back.ts';

const INSERT_COMMISSIONS = loadSql(import.meta.url, './sql/insert-commissions.sql');
const SET_REVERSED = loadSql(import.meta.url, './sql/set-reversed.sql');
const INSERT_REFUNDS = loadSql(import.meta.url, './sql/insert-refunds.sql');
const INSERT_REVERSALS = loadSql(import.meta.url, './sql/insert-reversals.sql');
const FIND_PRICED = 'select order_id from commissions.priced_order where order_id = any ($1::uuid[])';
const FIND_HANDLED = `select refund_id from commissions.refund where refund_id = any ($1::uuid[])`;
const FIND_WAITING = `select body from commissions.refund where state = 'waiting' and order_id = any ($1::uuid[]) order by at, refund_id`;
const INSERT_PRICED = `insert into commissions.priced_order (order_id, outcome, priced_at)
  select order_id, outcome, $3::timestamptz from unnest($1::uuid[], $2::text[]) as given (order_id, outcome) order by order_id`;

/** What became of an order: what was earned, or why nothing was. */
export type PricingOutcome =
  | 'earned'
  | 'unattributed'
  | 'no_rule_version'
  | 'not_pegged'
  | 'nothing_earned'
  | 'settled_on_chain';

/** A commission as it is first written. */
export type NewCommission = {
  readonly orderId: Id<'Order'>;
  readonly line: PricedLine;
  readonly transferAt: number;
  readonly feeTransferAt?: number | undefined;
  readonly receiptHash: Uint8Array;
};

/** What became of a refund. `body` while it waits for its order, `entryId` once it is booked. */
export type HandledRefund = { readonly refund: RefundFact } & (
  | { readonly state: 'waiting'; readonly body: Json }
  | { readonly state: 'booked'; readonly entryId: Id<'Entry'> }
  | { readonly state: 'nothing_to_book' }
);

/** What one refund took back of one commission. */
export type Reversal = {
  readonly refundId: Id<'Refund'>;
  readonly taken: LineTakenBack;
  readonly takenFrom: ConversionState;
};

/** The tables of priced orders, commissions, refunds and reversals. */
@Injectable()
export class CommissionStore {
  /** Which of these orders were priced before. */
  async findPriced(tx: Tx, orderIds: readonly Id<'Order'>[]): Promise<Set<Id<'Order'>>> {
    if (orderIds.length === 0) return new Set();
    const rows = await tx.query<{ order_id: Id<'Order'> }>(FIND_PRICED, [orderIds]);
    return new Set(rows.map((row) => row.order_id));
  }

  /** Which of these refunds were looked at before, waiting ones too. */
  async findHandled(tx: Tx, refundIds: readonly Id<'Refund'>[]): Promise<Set<Id<'Refund'>>> {
    if (refundIds.length === 0) return new Set();
    const rows = await tx.query<{ refund_id: Id<'Refund'> }>(FIND_HANDLED, [refundIds]);
    return new Set(rows.map((row) => row.refund_id));
  }

  /** Bodies of refunds that came before these orders were priced. */
  async findWaiting(tx: Tx, orderIds: readonly Id<'Order'>[]): Promise<unknown[]> {
    if (orderIds.length === 0) return [];
    return (await tx.query<{ body: unknown }>(FIND_WAITING, [orderIds])).map((row) => row.body);
  }

  async insertPriced(tx: Tx, outcomes: ReadonlyMap<Id<'Order'>, PricingOutcome>, now: EpochMs): Promise<void> {
    if (outcomes.size === 0) return;
    await tx.query(INSERT_PRICED, [[...outcomes.keys()], [...outcomes.values()], new Date(now)]);
  }

  async insertCommissions(tx: Tx, commissions: readonly NewCommission[]): Promise<void> {
    if (commissions.length === 0) return;
    const lines = commissions.map(({ line }) => line);
    await tx.query(INSERT_COMMISSIONS, [
      lines.map((line) => line.commissionId),
      commissions.map(({ orderId }) => orderId),
      lines.map((line) => line.lineNo),
      lines.map((line) => line.sku),
      lines.map((line) => line.category),
      lines.map((line) => line.quantity),
      lines.map((line) => line.unitPrice),
      lines.map((line) => line.discount),
      lines.map((line) => line.lineBase),
      lines.map((line) => line.base),
      lines.map((line) => line.matched.category),
      lines.map((line) => line.matched.tier),
      lines.map((line) => line.matched.bps),
      lines.map((line) => line.feeBps),
      lines.map((line) => line.amount),
      lines.map((line) => line.fee),
      commissions.map(({ transferAt }) => transferAt),
      commissions.map(({ feeTransferAt }) => feeTransferAt ?? null),
      commissions.map(({ receiptHash }) => receiptHash),
    ]);
  }

  /** Stores what refunds took back so far. The conversions are locked by the caller. */
  async setReversed(tx: Tx, lines: readonly EarnedLine[]): Promise<void> {
    if (lines.length === 0) return;
    await tx.query(SET_REVERSED, [
      lines.map(({ id }) => id),
      lines.map(({ refunded }) => refunded),
      lines.map(({ reversed }) => reversed),
      lines.map(({ feeReversed }) => feeReversed),
    ]);
  }

  async insertRefunds(tx: Tx, handled: readonly HandledRefund[], now: EpochMs): Promise<void> {
    if (handled.length === 0) return;
    await tx.query(INSERT_REFUNDS, [
      handled.map(({ refund }) => refund.id),
      handled.map(({ refund }) => refund.orderId),
      handled.map(({ refund }) => formatInstant(refund.at)),
      handled.map(({ state }) => state),
      handled.map((item) => (item.state === 'waiting' ? JSON.stringify(item.body) : null)),
      handled.map((item) => (item.state === 'booked' ? item.entryId : null)),
      new Date(now),
    ]);
  }

  async insertReversals(tx: Tx, reversals: readonly Reversal[]): Promise<void> {
    if (reversals.length === 0) return;
    await tx.query(INSERT_REVERSALS, [
      reversals.map(({ refundId }) => refundId),
      reversals.map(({ taken }) => taken.line.id),
      reversals.map(({ taken }) => taken.refunded),
      reversals.map(({ taken }) => taken.amount),
      reversals.map(({ taken }) => taken.fee),
      reversals.map(({ takenFrom }) => takenFrom),
    ]);
  }
}
