import { present } from '#kernel';

/** TL0 is new or distrusted, TL4 the most trusted. */
export type TrustLevel = 0 | 1 | 2 | 3 | 4;

/** What a trust level allows. */
export type TrustRates = {
  readonly postsADay: number;
  readonly tagsAPost: number;
  readonly commentsAnHour: number;
};

const RATES: readonly TrustRates[] = [
  { postsADay: 5, tagsAPost: 2, commentsAnHour: 10 },
  { postsADay: 10, tagsAPost: 5, commentsAnHour: 30 },
  { postsADay: 30, tagsAPost: 10, commentsAnHour: 60 },
  { postsADay: 100, tagsAPost: 10, commentsAnHour: 120 },
  { postsADay: 300, tagsAPost: 10, commentsAnHour: 300 },
];

/** Lower bounds from which a level is reached, and below which it is lost: between the two nothing changes. */
const STEPS: readonly { readonly reached: number; readonly lost: number }[] = [
  { reached: 0.3, lost: 0.2 },
  { reached: 0.55, lost: 0.45 },
  { reached: 0.75, lost: 0.65 },
  { reached: 0.9, lost: 0.82 },
];

/** What `level` allows. */
export function ratesOf(level: TrustLevel): TrustRates {
  return present(RATES[level], 'rates');
}

/** The level after a score: it rises one step at a time, and falls as far as the score has fallen. */
export function nextLevel(level: TrustLevel, lowerBound: number): TrustLevel {
  let next: number = level;
  while (next > 0 && lowerBound < present(STEPS[next - 1], 'step').lost) next -= 1;
  if (next < level) return next as TrustLevel;
  const above = STEPS[level];
  return above !== undefined && lowerBound >= above.reached ? ((level + 1) as TrustLevel) : level;
}
