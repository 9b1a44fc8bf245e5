import type { Campaign, Creative } from './campaign-queries.ts';

/** What has to be so before a campaign plays, and whether it is. */
export type Condition = { readonly text: string; readonly isMet: boolean };

/**
 * Why a campaign plays, or does not: every condition of the auction that can be read from the campaign itself, with what
 * to do. `prepaid` in minor units of its asset.
 */
export function conditionsOf(
  campaign: Campaign,
  creatives: readonly Creative[],
  prepaid: bigint,
  unitNanos: bigint,
  now: number,
): Condition[] {
  const { state, starts_at: startsAt, ends_at: endsAt, budget, spent_nanos: spent, bid_nanos: bid } = campaign;
  const left = BigInt(budget.amount) * unitNanos - BigInt(spent);
  const isOver = endsAt !== null && new Date(endsAt).getTime() <= now;
  const condition = (isMet: boolean, met: string, unmet: string): Condition => ({ isMet, text: isMet ? met : unmet });
  return [
    condition(state === 'active', 'It is active.', 'It is not active: activate it.'),
    condition(
      creatives.some((creative) => creative.state === 'approved'),
      'A creative is approved.',
      creatives.some((creative) => creative.state === 'waiting')
        ? 'No creative is approved yet: somebody of the platform has to look at it.'
        : 'No creative may be shown: add one.',
    ),
    condition(new Date(startsAt).getTime() <= now, 'It has started.', 'Its first day has not come yet.'),
    condition(!isOver, endsAt === null ? 'It has no end.' : 'Its end has not come.', 'It has ended.'),
    condition(left >= BigInt(bid), 'Its budget covers another bid.', 'Its budget is spent.'),
    condition(prepaid > 0n, 'There is prepaid money.', 'Nothing is prepaid: deposit under Campaigns.'),
  ];
}
