import { Injectable } from '@nestjs/common';
import { type Asset, type EpochMs, formatInstant, type Id, type Minor } from '#kernel';
import { loadSql, type Tx } from '#platform/database';
import type { Conversion, Earned, EarnedLine } from '../domain/conversion.ts';
import type { ConversionState } from '../domain/conversion-state.ts';
import type { SaleTerms } from '../domain/receipt.ts';

const INSERT_CONVERSIONS = loadSql(import.meta.url, './sql/insert-conversions.sql');
const LOCK_CONVERSIONS = loadSql(import.meta.url, './sql/lock-conversions.sql');
const LOCK_MATURING = loadSql(import.meta.url, './sql/lock-maturing.sql');
const FIND_UNFUNDED = loadSql(import.meta.url, './sql/find-unfunded.sql');
const FIND_REVERSIBLE = loadSql(import.meta.url, './sql/find-reversible.sql');
const SET_STATE = loadSql(import.meta.url, './sql/set-state.sql');
const WAITING_MERCHANTS = `select distinct merchant_id, asset from commissions.conversion where state = 'unfunded'`;

type ConversionRow = {
  order_id: Id<'Order'>;
  merchant_id: Id<'Organisation'>;
  partner_id: Id<'Organisation'>;
  asset: Asset;
  state: ConversionState;
  placed_at: Date;
  matures_at: Date;
  funded_at: Date | null;
  first_seq: bigint;
};
type LineRow = {
  id: Id<'Commission'>;
  order_id: Id<'Order'>;
  line_no: number;
  line_base: Minor;
  amount: Minor;
  fee: Minor;
  refunded: Minor;
  reversed: Minor;
  fee_reversed: Minor;
  transfer_at: number;
  fee_transfer_at: number | null;
};

/** A conversion as it is first written: its terms, its entry and the state that the ledger decided. */
export type NewConversion = {
  readonly terms: SaleTerms;
  readonly entryId: Id<'Entry'>;
  readonly firstSeq: bigint;
  readonly state: ConversionState;
  readonly fundedAt?: EpochMs | undefined;
};

/** The table of conversions, and what is left of their commissions. */
@Injectable()
export class ConversionStore {
  async insert(tx: Tx, conversions: readonly NewConversion[], now: EpochMs): Promise<void> {
    if (conversions.length === 0) return;
    const terms = conversions.map((conversion) => conversion.terms);
    await tx.query(INSERT_CONVERSIONS, [
      terms.map((sale) => sale.orderId),
      terms.map((sale) => sale.merchantId),
      terms.map((sale) => sale.partnerId),
      terms.map((sale) => sale.programId),
      terms.map((sale) => sale.tier),
      terms.map((sale) => sale.externalId),
      terms.map((sale) => sale.currency),
      terms.map((sale) => formatInstant(sale.placedAt)),
      terms.map(({ brought }) => (brought.by === 'click' ? brought.id : null)),
      terms.map(({ brought }) => (brought.by === 'click' ? brought.linkId : null)),
      terms.map(({ brought }) => (brought.by === 'click' ? brought.code : null)),
      terms.map(({ brought }) => (brought.by === 'click' ? formatInstant(brought.at) : null)),
      terms.map((sale) => sale.asset),
      terms.map((sale) => sale.peg.numerator),
      terms.map((sale) => sale.peg.denominator),
      terms.map((sale) => sale.rule.versionId),
      terms.map((sale) => formatInstant(sale.maturesAt)),
      conversions.map((conversion) => conversion.entryId),
      conversions.map((conversion) => conversion.firstSeq),
      conversions.map((conversion) => conversion.state),
      conversions.map(({ fundedAt }) => (fundedAt === undefined ? null : formatInstant(fundedAt))),
      terms.map(({ brought }) => (brought.by === 'coupon' ? brought.id : null)),
      terms.map(({ brought }) => (brought.by === 'coupon' ? brought.code : null)),
      new Date(now),
    ]);
  }

  /** Locks the conversions of these orders until commit, in order of id; an order without one is left out. */
  async lock(tx: Tx, orderIds: readonly Id<'Order'>[]): Promise<Earned[]> {
    if (orderIds.length === 0) return [];
    return this.withLines(tx, await tx.query<ConversionRow>(LOCK_CONVERSIONS, [orderIds]));
  }

  /** Locks pending conversions that mature by `now`, but for those that somebody else works on. */
  async lockMaturing(tx: Tx, now: EpochMs, limit: number): Promise<Earned[]> {
    return this.withLines(tx, await tx.query<ConversionRow>(LOCK_MATURING, [new Date(now), limit]));
  }

  /** The oldest `limit` unfunded conversions of each of `merchantIds` in each asset. Not locked. */
  async findUnfunded(tx: Tx, merchantIds: readonly Id<'Organisation'>[], limit: number): Promise<Id<'Order'>[]> {
    const rows = await tx.query<{ order_id: Id<'Order'> }>(FIND_UNFUNDED, [merchantIds, limit]);
    return rows.map((row) => row.order_id);
  }

  /** Merchants with conversions that wait for their money, and in which asset. */
  async findWaitingMerchants(tx: Tx): Promise<{ merchantId: Id<'Organisation'>; asset: Asset }[]> {
    const rows = await tx.query<{ merchant_id: Id<'Organisation'>; asset: Asset }>(WAITING_MERCHANTS);
    return rows.map((row) => ({ merchantId: row.merchant_id, asset: row.asset }));
  }

  /** Stores the states and funding times of conversions that the caller has locked. */
  async setStates(tx: Tx, conversions: readonly Conversion[]): Promise<void> {
    if (conversions.length === 0) return;
    await tx.query(SET_STATE, [
      conversions.map(({ orderId }) => orderId),
      conversions.map(({ state }) => state),
      conversions.map(({ fundedAt }) => (fundedAt === undefined ? null : formatInstant(fundedAt))),
    ]);
  }

  private async withLines(tx: Tx, rows: readonly ConversionRow[]): Promise<Earned[]> {
    if (rows.length === 0) return [];
    const lines = await tx.query<LineRow>(FIND_REVERSIBLE, [rows.map((row) => row.order_id)]);
    const byOrder = Map.groupBy(lines, (line) => line.order_id);
    return rows.map((row) => ({ conversion: conversionOf(row), lines: (byOrder.get(row.order_id) ?? []).map(lineOf) }));
  }
}

function conversionOf(row: ConversionRow): Conversion {
  return {
    orderId: row.order_id,
    merchantId: row.merchant_id,
    partnerId: row.partner_id,
    asset: row.asset,
    state: row.state,
    placedAt: row.placed_at.getTime() as EpochMs,
    maturesAt: row.matures_at.getTime() as EpochMs,
    fundedAt: row.funded_at === null ? undefined : (row.funded_at.getTime() as EpochMs),
    firstSeq: row.first_seq,
  };
}

function lineOf(row: LineRow): EarnedLine {
  return {
    id: row.id,
    lineNo: row.line_no,
    lineBase: row.line_base,
    amount: row.amount,
    fee: row.fee,
    refunded: row.refunded,
    reversed: row.reversed,
    feeReversed: row.fee_reversed,
    transferAt: row.transfer_at,
    feeTransferAt: row.fee_transfer_at ?? undefined,
  };
}
