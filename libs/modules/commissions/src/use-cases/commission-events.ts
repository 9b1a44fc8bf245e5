import { type EpochMs, formatInstant, type Id, type Json } from '#kernel';
import type { OutboxEvent } from '#platform/outbox';
import type { Earned, EarnedLine } from '../domain/conversion.ts';
import type { ConversionState } from '../domain/conversion-state.ts';
import type { LineTakenBack } from '../domain/take-back.ts';
import { COMMISSIONS_TOPIC } from '../events.ts';
import type { NewCommission } from '../storage/commission.store.ts';
import type { NewConversion } from '../storage/conversion.store.ts';

/** Orders of one event: a bulk import tells in few rows, a record stays small. */
const ORDERS_PER_EVENT = 100;

/** A sale as it was written. */
export type WrittenConversion = {
  readonly conversion: NewConversion;
  readonly commissions: readonly NewCommission[];
};

/** What a refund took back of one conversion. */
export type TakenFromConversion = {
  readonly refundId: Id<'Refund'>;
  readonly earned: Earned;
  readonly taken: readonly LineTakenBack[];
  readonly takenFrom: ConversionState;
};

/** `commissions.earned.v1` of sales that were booked. */
export function commissionsEarned(sales: readonly WrittenConversion[], at: EpochMs): OutboxEvent[] {
  const items = sales.map(({ conversion: { terms, state, entryId }, commissions }) => ({
    merchantId: terms.merchantId,
    told: {
      order_id: terms.orderId,
      partner_id: terms.partnerId,
      asset: terms.asset,
      external_id: terms.externalId,
      click_id: terms.brought.by === 'click' ? terms.brought.id : null,
      program_id: terms.programId,
      state,
      placed_at: formatInstant(terms.placedAt),
      matures_at: formatInstant(terms.maturesAt),
      entry_id: entryId,
      lines: commissions.map(({ line }) => lineOf(line.commissionId, line.lineNo, line.amount, line.fee)),
    },
  }));
  return eventsOf('commissions.earned.v1', 'conversions', items, at);
}

/** `commissions.funded.v1` or `commissions.matured.v1` of conversions that went on. */
export function commissionsMoved(to: 'funded' | 'matured', moved: readonly Earned[], at: EpochMs): OutboxEvent[] {
  const items = moved.map(({ conversion, lines }) => ({
    merchantId: conversion.merchantId,
    told: { ...conversionOf(conversion), lines: lines.map(leftOfLine) },
  }));
  return eventsOf(`commissions.${to}.v1`, 'conversions', items, at);
}

/** `commissions.reversed.v1` of refunds that took something back. */
export function commissionsReversed(reversals: readonly TakenFromConversion[], at: EpochMs): OutboxEvent[] {
  const items = reversals.map(({ refundId, earned: { conversion }, taken, takenFrom }) => ({
    merchantId: conversion.merchantId,
    told: {
      refund_id: refundId,
      ...conversionOf(conversion),
      taken_from: takenFrom,
      lines: taken.map(({ line, amount, fee }) => lineOf(line.id, line.lineNo, amount, fee)),
    },
  }));
  return eventsOf('commissions.reversed.v1', 'reversals', items, at);
}

type Item = { readonly merchantId: Id<'Organisation'>; readonly told: Json };

function eventsOf(event: string, member: string, items: readonly Item[], at: EpochMs): OutboxEvent[] {
  const byMerchant = Map.groupBy(items, ({ merchantId }) => merchantId);
  return [...byMerchant].flatMap(([merchantId, own]) => {
    const parts = Array.from({ length: Math.ceil(own.length / ORDERS_PER_EVENT) }, (_, index) =>
      own.slice(index * ORDERS_PER_EVENT, (index + 1) * ORDERS_PER_EVENT).map(({ told }) => told),
    );
    return parts.map((part): OutboxEvent => {
      const body = { event, merchant_id: merchantId, at: formatInstant(at), [member]: part };
      return { topic: COMMISSIONS_TOPIC, key: merchantId, body };
    });
  });
}

function conversionOf({ orderId, partnerId, asset }: Earned['conversion']) {
  return { order_id: orderId, partner_id: partnerId, asset };
}

function leftOfLine({ id, lineNo, amount, reversed, fee, feeReversed }: EarnedLine) {
  return lineOf(id, lineNo, amount - reversed, fee - feeReversed);
}

function lineOf(commissionId: Id<'Commission'>, line: number, amount: bigint, fee: bigint) {
  return { commission_id: commissionId, line, amount: amount.toString(), fee: fee.toString() };
}
