import { type Asset, type Id, dayIn } from '#kernel';
import { type Outcome, shareOf } from '../../domain/charge.ts';
import type { CarryKey, Charge, DailyLine } from '../../storage/billing.store.ts';
import type { EventFact } from './event-fact.ts';

/** An event and what it was charged. */
export type ChargedFact = {
  readonly fact: EventFact;
  readonly outcome: Outcome;
  readonly nanos: bigint;
  readonly unitNanos: bigint;
};

/** Nanos to add to a carry. */
export type CarryCharge = {
  readonly key: CarryKey;
  readonly advertiserId: Id<'Organisation'>;
  readonly asset: Asset;
  readonly unitNanos: bigint;
  nanos: bigint;
};

/** What each lease is charged. */
export function chargesByLease(charged: readonly ChargedFact[]): Map<Id<'Lease'>, bigint> {
  const charges = new Map<Id<'Lease'>, bigint>();
  for (const { fact, nanos } of charged) {
    if (nanos > 0n) charges.set(fact.leaseId, (charges.get(fact.leaseId) ?? 0n) + nanos);
  }
  return charges;
}

/**
 * What each campaign is charged for each payee and for the platform. Together it is every nano charged. The platform is
 * there even with nothing: its carry is the row that lets one batch after the other bill a campaign.
 */
export function carriesOf(charged: readonly ChargedFact[]): CarryCharge[] {
  const carries = new Map<string, CarryCharge>();
  const add = ({ fact, unitNanos }: ChargedFact, payeeId: CarryKey['payeeId'], nanos: bigint): void => {
    if (nanos === 0n && payeeId !== null) return;
    const { campaignId, advertiserId, asset } = fact;
    const name = `${campaignId} ${payeeId}`;
    const carry = carries.get(name) ?? { key: { campaignId, payeeId }, advertiserId, asset, unitNanos, nanos: 0n };
    carry.nanos += nanos;
    carries.set(name, carry);
  };
  for (const item of charged) {
    if (item.nanos === 0n) continue;
    const { payeeId, shareBps } = item.fact;
    const share = payeeId === null ? 0n : shareOf(item.nanos, shareBps);
    if (payeeId !== null) add(item, payeeId, share);
    add(item, null, item.nanos - share);
  }
  return [...carries.values()];
}

/** What to add to the report. */
export function dailyLines(charged: readonly ChargedFact[]): DailyLine[] {
  const lines = new Map<string, DailyLine>();
  for (const { fact, outcome, nanos } of charged) {
    const { campaignId, creativeId, advertiserId, placement } = fact;
    const day = dayIn('UTC', fact.at);
    const name = JSON.stringify([campaignId, creativeId, placement, day]);
    const zeros = { impressions: 0, clicks: 0, conversions: 0, unbilled: 0, nanos: 0n };
    const line = lines.get(name) ?? { campaignId, creativeId, advertiserId, placement, day, ...zeros };
    line[`${fact.kind}s`] += 1;
    if (outcome === 'late' || outcome === 'not_covered') line.unbilled += 1;
    line.nanos += nanos;
    lines.set(name, line);
  }
  return [...lines.values()];
}

/** `charges` with how many charged events of the batch are their campaign's. */
export function withEvents(charges: readonly Omit<Charge, 'events'>[], charged: readonly ChargedFact[]): Charge[] {
  const billed = Map.groupBy(
    charged.filter(({ outcome }) => outcome === 'billed'),
    ({ fact }) => fact.campaignId,
  );
  return charges.map((charge) => ({ ...charge, events: billed.get(charge.campaignId)?.length ?? 0 }));
}
