import { Injectable } from '@nestjs/common';
import type { Asset, EpochMs, Id, Minor } from '#kernel';
import { Database, loadSql } from '#platform/database';
import type { ConversionState } from '../domain/conversion-state.ts';

const LIST = loadSql(import.meta.url, './sql/list-conversions.sql');

/** An order with attribution, and the sums of what its lines earn, in minor units of `asset`. */
export type ConversionView = {
  readonly orderId: Id<'Order'>;
  readonly merchantId: Id<'Organisation'>;
  readonly partnerId: Id<'Organisation'>;
  readonly programId: Id<'Program'>;
  readonly externalId: string;
  readonly placedAt: EpochMs;
  readonly maturesAt: EpochMs;
  readonly state: ConversionState;
  readonly asset: Asset;
  readonly entryId: Id<'Entry'>;
  readonly click?: { readonly id: Id<'Click'>; readonly linkId: Id<'Link'>; readonly at: EpochMs } | undefined;
  readonly coupon?: { readonly id: Id<'Coupon'>; readonly code: string } | undefined;
  readonly lines: bigint;
  readonly amount: Minor;
  readonly reversed: Minor;
  readonly fee: Minor;
};

/** Which conversions; a field that is left out does not narrow the answer. */
export type ConversionFilter = {
  readonly partnerId?: Id<'Organisation'> | undefined;
  readonly merchantId?: Id<'Organisation'> | undefined;
  readonly programId?: Id<'Program'> | undefined;
  readonly state?: ConversionState | undefined;
  readonly orderId?: Id<'Order'> | undefined;
  /** The list goes on after this one. */
  readonly after?: { readonly placedAt: EpochMs; readonly orderId: Id<'Order'> } | undefined;
  readonly limit: number;
};

type Row = {
  order_id: Id<'Order'>;
  merchant_id: Id<'Organisation'>;
  partner_id: Id<'Organisation'>;
  program_id: Id<'Program'>;
  external_id: string;
  placed_at: Date;
  matures_at: Date;
  state: ConversionState;
  asset: Asset;
  entry_id: Id<'Entry'>;
  link_id: Id<'Link'> | null;
  click_id: Id<'Click'> | null;
  click_at: Date | null;
  coupon_id: Id<'Coupon'> | null;
  coupon_code: string | null;
  lines: bigint;
  amount: Minor;
  reversed: Minor;
  fee: Minor;
};

/** Reads conversions whole. */
@Injectable()
export class ConversionViewStore {
  constructor(private readonly database: Database) {}

  /** Newest order first. */
  async list(filter: ConversionFilter): Promise<ConversionView[]> {
    const { partnerId, merchantId, programId, state, orderId, after, limit } = filter;
    const rows = await this.database.query<Row>(LIST, [
      partnerId ?? null,
      merchantId ?? null,
      programId ?? null,
      state ?? null,
      orderId ?? null,
      after === undefined ? null : new Date(after.placedAt),
      after?.orderId ?? null,
      limit,
    ]);
    return rows.map(viewOf);
  }
}

function viewOf(row: Row): ConversionView {
  return {
    orderId: row.order_id,
    merchantId: row.merchant_id,
    partnerId: row.partner_id,
    programId: row.program_id,
    externalId: row.external_id,
    placedAt: row.placed_at.getTime() as EpochMs,
    maturesAt: row.matures_at.getTime() as EpochMs,
    state: row.state,
    asset: row.asset,
    entryId: row.entry_id,
    click:
      row.click_id === null || row.link_id === null || row.click_at === null
        ? undefined
        : { id: row.click_id, linkId: row.link_id, at: row.click_at.getTime() as EpochMs },
    coupon:
      row.coupon_id === null || row.coupon_code === null ? undefined : { id: row.coupon_id, code: row.coupon_code },
    lines: row.lines,
    amount: row.amount,
    reversed: row.reversed,
    fee: row.fee,
  };
}
