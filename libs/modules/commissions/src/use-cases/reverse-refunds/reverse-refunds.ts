import { Injectable } from '@nestjs/common';
import { Clock, type Id, type Json } from '#kernel';
import { type EntryDraft, PostEntries } from '#modules/ledger';
import type { Tx } from '#platform/database';
import { Outbox } from '#platform/outbox';
import type { Earned, EarnedLine } from '../../domain/conversion.ts';
import { type RefundFact, takeBack } from '../../domain/take-back.ts';
import { CommissionStore, type HandledRefund, type Reversal } from '../../storage/commission.store.ts';
import { ConversionStore } from '../../storage/conversion.store.ts';
import { commissionsReversed, type TakenFromConversion } from '../commission-events.ts';
import { reversalEntry } from '../entries.ts';

/** A refund with the event that told it, kept while its order is awaited. */
export type ToldRefund = { readonly refund: RefundFact; readonly body: Json };

/** What is known of the orders that refunds are about. */
export type KnownOrders = {
  /** Conversions that this transaction has locked or made. */
  readonly earned: readonly Earned[];
  /** Orders that were priced, earned or not. */
  readonly priced: ReadonlySet<Id<'Order'>>;
};

/** Takes commissions back for refunds. */
@Injectable()
export class ReverseRefunds {
  constructor(
    private readonly commissions: CommissionStore,
    private readonly conversions: ConversionStore,
    private readonly postEntries: PostEntries,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Books what `refunds`, none of which was booked before, take back: in the order given, one entry each, each part out
   * of the state its commission is in. A refund whose order has not been priced yet waits for it; one of an order that
   * earned nothing books nothing.
   */
  async execute(tx: Tx, refunds: readonly ToldRefund[], known: KnownOrders): Promise<void> {
    if (refunds.length === 0) return;
    const book = new RefundBook(known);
    for (const refund of refunds) book.add(refund);
    await this.commissions.setReversed(tx, book.changedLines());
    await this.conversions.setStates(tx, book.changedConversions());
    const now = this.clock.now();
    await this.commissions.insertRefunds(tx, book.handled, now);
    await this.commissions.insertReversals(tx, book.reversals);
    await this.postEntries.execute(tx, book.entries);
    if (book.booked.length > 0) await this.outbox.addAll(tx, commissionsReversed(book.booked, now));
  }
}

/** Decides refunds one after the other, each on what the ones before it left. */
class RefundBook {
  readonly handled: HandledRefund[] = [];
  readonly reversals: Reversal[] = [];
  readonly entries: EntryDraft[] = [];
  readonly booked: TakenFromConversion[] = [];
  private readonly before: ReadonlyMap<Id<'Order'>, Earned>;
  private readonly current: Map<Id<'Order'>, Earned>;

  constructor(private readonly known: KnownOrders) {
    this.before = new Map(known.earned.map((earned) => [earned.conversion.orderId, earned]));
    this.current = new Map(this.before);
  }

  add({ refund, body }: ToldRefund): void {
    const earned = this.current.get(refund.orderId);
    if (earned !== undefined) this.reverse(earned, refund);
    else if (this.known.priced.has(refund.orderId)) this.handled.push({ refund, state: 'nothing_to_book' });
    else this.handled.push({ refund, state: 'waiting', body });
  }

  changedLines(): EarnedLine[] {
    const changed = [...this.current.values()].filter(
      (earned) => earned !== this.before.get(earned.conversion.orderId),
    );
    return changed.flatMap(({ lines }) => lines.filter((line) => line.refunded > 0n));
  }

  changedConversions(): Earned['conversion'][] {
    return [...this.current.values()]
      .map(({ conversion }) => conversion)
      .filter(({ orderId, state }) => state !== this.before.get(orderId)?.conversion.state);
  }

  private reverse(earned: Earned, refund: RefundFact): void {
    const { conversion } = earned;
    const { taken, after } = takeBack(earned, refund);
    this.current.set(refund.orderId, after);
    for (const part of taken) this.reversals.push({ refundId: refund.id, taken: part, takenFrom: conversion.state });
    const entry = reversalEntry(conversion, refund, taken);
    if (entry === undefined) {
      this.handled.push({ refund, state: 'nothing_to_book' });
      return;
    }
    this.entries.push(entry);
    this.booked.push({ refundId: refund.id, earned, taken, takenFrom: conversion.state });
    this.handled.push({ refund, state: 'booked', entryId: entry.id });
  }
}
