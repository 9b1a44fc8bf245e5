import type { SeededRandom } from '#kernel';

/** What was seen: impressions, and clicks on them. */
export type ClickCounts = { readonly impressions: number; readonly clicks: number };

/** Parameters of a Beta distribution: what is believed of a click rate. */
export type Beta = { readonly alpha: number; readonly beta: number };

/** What a platform without any impression is believed to have: one click in a hundred, worth a hundred impressions. */
const FIRST_BELIEF: Beta = { alpha: 1, beta: 99 };

/** How many impressions of its own a level needs until they weigh as much as the level above it. */
const STRENGTH = 200;

/** An ad with fewer impressions is cold: its rate is still to be found out. */
export const COLD_BELOW = 1_000;

/** The middle of a belief. */
export function meanOf({ alpha, beta }: Beta): number {
  return alpha / (alpha + beta);
}

/**
 * The belief about an ad's click rate by back-off: each level's prior is a Beta with the mean of the level above it,
 * worth `STRENGTH` impressions (beta-binomial conjugacy; Gelman et al., Bayesian Data Analysis, section 2.4).
 * `levels` from the widest (platform) to the narrowest (creative).
 */
export function clickRate(levels: readonly ClickCounts[]): Beta {
  return levels.reduce<Beta>((above, { impressions, clicks }, at) => {
    const prior = at === 0 ? above : { alpha: STRENGTH * meanOf(above), beta: STRENGTH * (1 - meanOf(above)) };
    // A click can be counted before its impression is: never a negative count of impressions without a click.
    return { alpha: prior.alpha + clicks, beta: prior.beta + Math.max(impressions - clicks, 0) };
  }, FIRST_BELIEF);
}

/** A draw from Beta(α, β): X / (X + Y) of two gamma draws. */
export function drawBeta({ alpha, beta }: Beta, random: SeededRandom): number {
  const [x, y] = [drawGamma(alpha, random), drawGamma(beta, random)];
  return Math.min(Math.max(x / (x + y), 1e-9), 1);
}

/** Marsaglia and Tsang, A Simple Method for Generating Gamma Variables (2000); below 1 by their boost. */
function drawGamma(shape: number, random: SeededRandom): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random.fraction()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.fraction()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Box and Muller. `1 − fraction()` is never 0. */
function drawNormal(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());
}
