import { type EpochMs, type Id, type IdSource, minor, present } from '#kernel';
import { type EntryDraft, type TransferDraft, accounts } from '#modules/ledger';
import { type Carry, dueOf } from '../../domain/charge.ts';
import type { CarryKey, Charge, Earning } from '../../storage/billing.store.ts';
import type { CarryCharge } from './add-up.ts';

/** What a batch of charges writes. */
export type Posting = {
  readonly entries: readonly EntryDraft[];
  readonly earnings: readonly Earning[];
  readonly charges: readonly Omit<Charge, 'events'>[];
};

const nameOf = ({ campaignId, payeeId }: CarryKey): string => `${campaignId} ${payeeId}`;

/**
 * One entry per campaign that has whole units to post: the platform's part and each creator's share together.
 * `carries` are as they stand with `charges` added.
 */
export function entriesOf(
  charges: readonly CarryCharge[],
  carries: readonly (CarryKey & Carry)[],
  ids: IdSource,
  now: EpochMs,
): Posting {
  const after = new Map(carries.map((carry) => [nameOf(carry), carry]));
  const added = charges.map((charge) => {
    const carry = present(after.get(nameOf(charge.key)), 'the carry that was added to');
    return { charge, key: charge.key, due: dueOf(carry, charge.nanos) };
  });
  const entries: EntryDraft[] = [];
  const earnings: Earning[] = [];
  const booked: Omit<Charge, 'events'>[] = [];
  const due = added.filter((item) => item.due > 0n);
  for (const [campaignId, parts] of Map.groupBy(due, ({ key }) => key.campaignId)) {
    const entryId = ids.next<'Entry'>();
    const [first] = parts;
    if (first === undefined) continue;
    const { asset } = first.charge;
    const metadata = { reason: 'ads.billed', campaign: campaignId };
    entries.push({ id: entryId, asset, effectiveAt: now, transfers: parts.map(transferOf), metadata });
    booked.push({ entryId, campaignId, amount: minor(parts.reduce((sum, { due: part }) => sum + part, 0n)) });
    for (const { key, due: amount } of parts) {
      if (key.payeeId === null) continue;
      earnings.push({ id: ids.next<'AdEarning'>(), payeeId: key.payeeId, campaignId, asset, amount, entryId });
    }
  }
  return { entries, earnings, charges: booked };
}

function transferOf({
  charge,
  key,
  due,
}: {
  charge: CarryCharge;
  key: CarryKey;
  due: TransferDraft['amount'];
}): TransferDraft {
  const debit = accounts.leased(charge.advertiserId);
  return { debit, credit: creditOf(key.payeeId), amount: due };
}

function creditOf(payeeId: Id<'Organisation'> | null) {
  return payeeId === null ? accounts.ads() : accounts.pending(payeeId);
}
