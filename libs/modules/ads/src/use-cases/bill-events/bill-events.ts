import { Inject, Injectable } from '@nestjs/common';
import { Clock, DAY_MS, type EpochMs, IdSource } from '#kernel';
import { PostEntries } from '#modules/ledger';
import { TransactionConflict, type Tx } from '#platform/database';
import { ADS_SETTINGS, type AdsSettings } from '../../ads-settings.ts';
import { type BilledLease, decideCharge } from '../../domain/charge.ts';
import { BillingStore } from '../../storage/billing.store.ts';
import { LeaseStore } from '../../storage/lease.store.ts';
import { type ChargedFact, carriesOf, chargesByLease, dailyLines, withEvents } from './add-up.ts';
import { type EventFact, eventFactOf, keyOf } from './event-fact.ts';
import { entriesOf } from './entries.ts';

/** Charges what happened to served ads: once each, never more than was leased, to the nano. */
@Injectable()
export class BillEvents {
  constructor(
    private readonly billing: BillingStore,
    private readonly leases: LeaseStore,
    private readonly postEntries: PostEntries,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(ADS_SETTINGS) private readonly settings: AdsSettings,
  ) {}

  /**
   * Applies `bodies` of events in the caller's transaction, which also moves the consumer's position. An event that was
   * counted before is passed over. Lock order: leases by id, carries by campaign and payee, report lines, ledger's head.
   */
  async execute(tx: Tx, bodies: readonly string[]): Promise<void> {
    const facts = await this.freshOf(tx, bodies.map(eventFactOf));
    if (facts.length === 0) return;
    const charged = await this.charge(tx, facts);
    const counted = charged.map(({ fact, outcome, nanos }) => ({ ...fact, outcome, chargedNanos: nanos }));
    const written = await this.billing.insertEvents(tx, counted, this.clock.now());
    if (written !== counted.length) throw new TransactionConflict();
    const charges = chargesByLease(charged);
    if ((await this.leases.charge(tx, charges)) !== charges.size) throw new TransactionConflict();
    await this.post(tx, charged);
  }

  private async freshOf(tx: Tx, told: readonly EventFact[]): Promise<EventFact[]> {
    const byKey = new Map(told.toReversed().map((fact) => [keyOf(fact), fact])); // The first one told counts.
    const before = await this.billing.findEvents(tx, [...byKey.values()]);
    return [...byKey].filter(([key]) => !before.has(key)).map(([, fact]) => fact);
  }

  private async charge(tx: Tx, facts: readonly EventFact[]): Promise<ChargedFact[]> {
    const locked = await this.leases.lock(tx, [...new Set(facts.map(({ leaseId }) => leaseId))]);
    const leases = new Map(
      locked.map(({ id, state, amount, returnedEarly, unitNanos, billedNanos }) => {
        const leftNanos = (amount - returnedEarly) * unitNanos - billedNanos;
        const lease: BilledLease & { unitNanos: bigint } = { id, isSettled: state === 'settled', leftNanos, unitNanos };
        return [id, lease];
      }),
    );
    return facts.map((fact) => {
      const lease = leases.get(fact.leaseId);
      return { fact, unitNanos: lease?.unitNanos ?? 1n, ...decideCharge(fact, lease) };
    });
  }

  /** Whole minor units go to the ledger, as the last step. */
  private async post(tx: Tx, charged: readonly ChargedFact[]): Promise<void> {
    const wanted = carriesOf(charged);
    const locked = await this.billing.lockCarry(
      tx,
      wanted.map(({ key }) => key),
      wanted.map(({ unitNanos }) => unitNanos),
    );
    const { entries, earnings, charges, carries } = entriesOf(wanted, locked, this.ids, this.clock.now());
    await this.billing.setCarry(tx, carries);
    await this.billing.addDaily(tx, dailyLines(charged));
    const maturesAt = (this.clock.now() + this.settings.maturationDays * DAY_MS) as EpochMs;
    await this.billing.insertEarnings(tx, earnings, maturesAt);
    await this.billing.insertCharges(tx, withEvents(charges, charged), this.clock.now());
    await this.postEntries.execute(tx, entries);
  }
}
