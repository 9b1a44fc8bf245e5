import { allocate, type EpochMs, type Id, type Minor } from '#kernel';

/** How an order can be given to those who touched the customer. */
export const MODELS = ['last_click', 'first_click', 'linear'] as const;
/** One of the models. */
export type Model = (typeof MODELS)[number];

/** A touch as the models see it: a click, or the use of a coupon (at the order itself). */
export type Touch = {
  readonly kind: 'click' | 'coupon';
  /** Of the click or the coupon. */
  readonly id: string;
  readonly partnerId: Id<'Organisation'>;
  readonly programId: Id<'Program'>;
  readonly at: EpochMs;
};

/** What a partner has of an order under a model. */
export type Share = { readonly partnerId: Id<'Organisation'>; readonly touches: number; readonly amount: Minor };

/**
 * `total` as `model` gives it to partners. The models speak of clicks; the coupon counts where there is no click. The
 * shares are whole minor units and add up to `total` exactly: linear counts every click alike and hands what division
 * leaves to the largest remainders, of equal ones to the partner who came first. No touch, no share.
 */
export function shareBy(model: Model, touches: readonly Touch[], total: Minor): Share[] {
  const clicks = touches.filter(({ kind }) => kind === 'click');
  const counted = (clicks.length > 0 ? clicks : touches).toSorted(firstFirst);
  const chosen = model === 'linear' ? counted : model === 'first_click' ? counted.slice(0, 1) : counted.slice(-1);
  if (chosen.length === 0) return [];
  const byPartner = [...Map.groupBy(chosen, ({ partnerId }) => partnerId)];
  const amounts = allocate(
    total,
    byPartner.map(([, own]) => BigInt(own.length)),
  );
  return byPartner.map(([partnerId, own], index) => ({
    partnerId,
    touches: own.length,
    amount: amounts[index] ?? (0n as Minor),
  }));
}

/** In time; of two in one millisecond the lower id is the first, as the settled model has the higher one last. */
function firstFirst(a: Touch, b: Touch): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}
