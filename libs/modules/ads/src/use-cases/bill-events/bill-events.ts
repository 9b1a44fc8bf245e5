import { Inject, Injectable } from '@nestjs/common';
import { Clock, DAY_MS, type EpochMs, type Id, IdSource } from '#kernel';
import { PostEntries } from '#modules/ledger';
import { TransactionConflict, type Tx } from '#platform/database';
import { ADS_SETTINGS, type AdsSettings } from '../../ads-settings.ts';
import { type BilledLease, decideCharge } from '../../domain/charge.ts';
import { BillingStore, type CountedEvent } from '../../storage/billing.store.ts';
import { LeaseStore, type LockedLease } from '../../storage/lease.store.ts';
import { type ChargedFact, carriesOf, chargesByLease, dailyLines, withEvents } from './add-up.ts';
import { billsOf, withBills } from './bills.ts';
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
   * Keys of events are taken before leases where leases are ample and after them where not; no two transactions hold the
   * same key, because events of one key are in one partition, whose position the caller has locked.
   */
  async execute(tx: Tx, bodies: readonly string[]): Promise<void> {
    const facts = firstOfEach(bodies.map(eventFactOf));
    const leaseIds = [...new Set(facts.map(({ leaseId }) => leaseId))];
    const seen = billedLeases(await this.leases.read(tx, leaseIds));
    const charged = isAmple(facts, seen) ? await this.countAll(tx, facts, seen) : await this.countScarce(tx, facts);
    if (charged.length === 0) return;
    const charges = chargesByLease(charged);
    if ((await this.leases.charge(tx, charges)) !== charges.size) throw new TransactionConflict();
    await this.post(tx, charged);
  }

  /**
   * The leases cover whatever the batch can cost: what is billed needs no lock to be decided, so batches write their
   * events side by side. A lease that changes in between is found when it is charged, and the batch comes again.
   */
  private async countAll(tx: Tx, facts: readonly EventFact[], leases: Leases): Promise<ChargedFact[]> {
    const charged = decideAll(facts, leases);
    const fresh = await this.billing.insertEvents(tx, charged.map(countedOf), this.clock.now());
    return charged.filter(({ fact }) => fresh.has(keyOf(fact)));
  }

  /** The leases may end within the batch: they are locked first, and only events that are new count against them. */
  private async countScarce(tx: Tx, facts: readonly EventFact[]): Promise<ChargedFact[]> {
    const before = await this.billing.findEvents(tx, facts);
    const fresh = facts.filter((fact) => !before.has(keyOf(fact)));
    const locked = await this.leases.lock(tx, [...new Set(fresh.map(({ leaseId }) => leaseId))]);
    const charged = decideAll(fresh, billedLeases(locked));
    const written = await this.billing.insertEvents(tx, charged.map(countedOf), this.clock.now());
    if (written.size !== charged.length) throw new TransactionConflict();
    return charged;
  }

  /** Whole minor units go to the ledger, as the last step. */
  private async post(tx: Tx, charged: readonly ChargedFact[]): Promise<void> {
    const wanted = carriesOf(charged);
    const carries = await this.billing.addCarry(
      tx,
      wanted.map(({ key, unitNanos, nanos }) => ({ ...key, unitNanos, nanos })),
    );
    const { entries, earnings, charges } = entriesOf(wanted, carries, this.ids, this.clock.now());
    const before = await this.billing.lastBills(tx, [...new Set(wanted.map(({ key }) => key.campaignId))]);
    const bills = billsOf({ charged, wanted, carries, before, charges });
    await this.billing.addDaily(tx, dailyLines(charged));
    const maturesAt = (this.clock.now() + this.settings.maturationDays * DAY_MS) as EpochMs;
    await this.billing.insertEarnings(tx, earnings, maturesAt);
    await this.billing.insertCharges(tx, withEvents(charges, charged), this.clock.now());
    await this.billing.insertBills(tx, bills, this.clock.now());
    await this.postEntries.execute(tx, withBills(entries, bills));
  }
}

type Leases = ReadonlyMap<Id<'Lease'>, BilledLease & { readonly unitNanos: bigint }>;

/** The first one told counts. */
function firstOfEach(told: readonly EventFact[]): EventFact[] {
  return [...new Map(told.toReversed().map((fact) => [keyOf(fact), fact])).values()];
}

function billedLeases(rows: readonly LockedLease[]): Leases {
  return new Map(
    rows.map(({ id, state, amount, returnedEarly, unitNanos, billedNanos }) => {
      const leftNanos = (amount - returnedEarly) * unitNanos - billedNanos;
      return [id, { id, isSettled: state === 'settled', leftNanos, unitNanos }];
    }),
  );
}

/** Whether every lease covers all of its events, also those that were counted before or cost nothing. */
function isAmple(facts: readonly EventFact[], leases: Leases): boolean {
  const most = new Map<Id<'Lease'>, bigint>();
  for (const { leaseId, priceNanos } of facts) most.set(leaseId, (most.get(leaseId) ?? 0n) + priceNanos);
  return [...most].every(([id, nanos]) => nanos <= (leases.get(id)?.leftNanos ?? nanos));
}

function decideAll(facts: readonly EventFact[], leases: Leases): ChargedFact[] {
  return facts.map((fact) => {
    const lease = leases.get(fact.leaseId);
    return { fact, unitNanos: lease?.unitNanos ?? 1n, ...decideCharge(fact, lease) };
  });
}

function countedOf({ fact, outcome, nanos }: ChargedFact): CountedEvent {
  return { ...fact, outcome, chargedNanos: nanos };
}
