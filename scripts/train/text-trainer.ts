import { SeededRandom } from '#kernel';
import { CHARACTER_SHARE, FEATURE_BITS, normaliseText, TextFeatures } from '#modules/social';
import type { Sample } from './moderation-data.ts';

const CLASSES = 3;
const WEIGHTS = CLASSES * 2 ** FEATURE_BITS;

/** How the model is fitted; found by cross-validation on the training data (docs/decisions/0040). */
const EPOCHS = 8;
const RATE = 0.05;
const DECAY = 1e-5;
/** How much of a target is the share of votes; the rest is the majority. */
const VOTES_SHARE = 0.5;

/** A sample as the trainer reads it. */
export type Prepared = {
  readonly target: Float64Array;
  readonly label: 0 | 1 | 2;
  readonly fold: number;
  readonly buckets: Uint32Array;
  readonly wordCount: number;
};

/** What fitting finds. */
export type Fitted = { readonly weights: Float32Array; readonly bias: Float64Array };

/** Reads the n-grams of every sample once. */
export function prepare(samples: readonly Sample[]): Prepared[] {
  const features = new TextFeatures();
  return samples.map(({ text, target, label, fold }) => {
    features.read(normaliseText(text));
    const mixed = Float64Array.from(target, (share, at) => VOTES_SHARE * share + (at === label ? 1 - VOTES_SHARE : 0));
    const buckets = features.buckets.slice(0, features.count);
    return { target: mixed, label, fold, buckets, wordCount: features.wordCount };
  });
}

/**
 * Multinomial logistic regression by AdaGrad (Duchi, Hazan and Singer, 2011) with a falling rate, one sample at a time in
 * an order that `seed` fixes: the same samples and seed give the same weights.
 */
export function fit(samples: readonly Prepared[], seed: number): Fitted {
  const random = new SeededRandom(seed);
  const weights = new Float32Array(WEIGHTS);
  const squares = new Float32Array(WEIGHTS).fill(1e-6);
  const bias = new Float64Array(CLASSES);
  const order = samples.slice();
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    const rate = RATE * (1 - epoch / EPOCHS);
    for (const sample of order) step(sample, { weights, squares, bias }, rate);
  }
  return { weights, bias };
}

function shuffle<T>(items: T[], random: SeededRandom): void {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = random.between(0, at);
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
}

type Model = Fitted & { readonly squares: Float32Array };

function step(sample: Prepared, { weights, squares, bias }: Model, rate: number): void {
  const { buckets, wordCount, target } = sample;
  const slope = softmax(logits(sample, { weights, bias }));
  for (let of = 0; of < CLASSES; of += 1) {
    slope[of] = (slope[of] as number) - (target[of] as number);
    bias[of] = (bias[of] as number) - 0.01 * rate * (slope[of] as number);
  }
  const [word, character] = blockValues(sample);
  for (let at = 0; at < buckets.length; at += 1) {
    const value = at < wordCount ? word : character;
    const place = (buckets[at] as number) * CLASSES;
    for (let of = 0; of < CLASSES; of += 1) {
      const weight = weights[place + of] as number;
      const gradient = (slope[of] as number) * value + DECAY * weight;
      const square = (squares[place + of] as number) + gradient * gradient;
      squares[place + of] = square;
      weights[place + of] = weight - (rate * gradient) / Math.sqrt(square);
    }
  }
}

/** Scores of the three classes. */
export function logits(sample: Prepared, { weights, bias }: Fitted): Float64Array {
  const { buckets, wordCount } = sample;
  const [word, character] = blockValues(sample);
  const scores = Float64Array.from(bias);
  for (let at = 0; at < buckets.length; at += 1) {
    const value = at < wordCount ? word : character;
    const place = (buckets[at] as number) * CLASSES;
    for (let of = 0; of < CLASSES; of += 1) {
      scores[of] = (scores[of] as number) + (weights[place + of] as number) * value;
    }
  }
  return scores;
}

function blockValues({ buckets, wordCount }: Prepared): [word: number, character: number] {
  const characters = Math.max(1, buckets.length - wordCount);
  return [1 / Math.sqrt(Math.max(1, wordCount)), CHARACTER_SHARE / Math.sqrt(characters)];
}

function softmax(scores: Float64Array): Float64Array {
  const most = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - most));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}
