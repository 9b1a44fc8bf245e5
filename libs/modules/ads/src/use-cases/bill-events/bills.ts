import { Bug, type Id, minor, present } from '#kernel';
import type { EntryDraft } from '#modules/ledger';
import { type Bill, type BillCarry, type BillLine, billAfter } from '../../domain/bill.ts';
import { type Carry, dueOf } from '../../domain/charge.ts';
import type { CarryKey, Charge } from '../../storage/billing.store.ts';
import type { CarryCharge, ChargedFact } from './add-up.ts';

/** A batch on its way to the ledger. */
type Batch = {
  readonly charged: readonly ChargedFact[];
  readonly wanted: readonly CarryCharge[];
  /** As they stand with this batch. */
  readonly carries: readonly (CarryKey & Carry)[];
  /** The newest bill of each campaign. */
  readonly before: ReadonlyMap<Id<'Campaign'>, { readonly number: bigint; readonly hash: Buffer }>;
  readonly charges: readonly Pick<Charge, 'campaignId' | 'entryId'>[];
};

/** One bill per campaign that was charged anything, by its events and its carries. */
export function billsOf({ charged, wanted, carries, before, charges }: Batch): Bill[] {
  const entries = new Map(charges.map(({ campaignId, entryId }) => [campaignId, entryId]));
  const factsBy = Map.groupBy(charged, ({ fact }) => fact.campaignId);
  const after = new Map(carries.map((carry) => [nameOf(carry), carry]));
  return [...Map.groupBy(wanted, ({ key }) => key.campaignId)].map(([campaignId, parts]) => {
    const { advertiserId, asset, unitNanos } = present(parts[0], 'a part of a charge');
    const lines = linesOf(factsBy.get(campaignId) ?? []);
    const moved = parts.map((part) => carryOf(part, present(after.get(nameOf(part.key)), 'the carry of a part')));
    const facts = { campaignId, advertiserId, asset, unitNanos, lines, carries: moved };
    return billAfter(facts, before.get(campaignId), entries.get(campaignId));
  });
}

/** The entries, each with the hash of its campaign's bill. */
export function withBills(entries: readonly EntryDraft[], bills: readonly Bill[]): EntryDraft[] {
  const hashes = new Map(bills.map(({ entryId, hash }) => [entryId, hash.toString('hex')]));
  return entries.map((entry) => ({
    ...entry,
    metadata: { ...entry.metadata, bill: present(hashes.get(entry.id), 'the bill of an entry') },
  }));
}

/** Sorted, so that the same events have the same bill. */
function linesOf(charged: readonly ChargedFact[]): BillLine[] {
  const lines = new Map<string, BillLine>();
  for (const { fact, nanos } of charged) {
    if (nanos === 0n) continue;
    const { kind, payeeId, shareBps, rule } = fact;
    if (kind === 'conversion') throw new Bug('a conversion was charged');
    const name = [kind, nanos.toString().padStart(13, '0'), payeeId, shareBps, rule].join(' ');
    const count = (lines.get(name)?.count ?? 0n) + 1n;
    lines.set(name, { kind, count, priceNanos: nanos, payeeId, shareBps, rule });
  }
  return [...lines].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

function carryOf({ key, nanos }: CarryCharge, after: Carry): BillCarry {
  const due = dueOf(after, nanos);
  const beforeNanos = after.exactNanos - nanos;
  return { payeeId: key.payeeId, beforeNanos, postedBefore: minor(after.posted - due), addedNanos: nanos, due };
}

function nameOf({ campaignId, payeeId }: CarryKey): string {
  return `${campaignId} ${payeeId}`;
}
