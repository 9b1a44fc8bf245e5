import { ModelUnreadable } from '../../social.errors.ts';
import { normaliseText } from './normalise-text.ts';
import { FEATURE_BITS, TextFeatures } from './text-features.ts';

/** What a text can be: hateful (against people for what they are), offensive (insults, vulgar words), neither. */
export const TEXT_CLASSES = ['hate', 'offensive', 'neither'] as const;

/** One of the three. */
export type TextClass = (typeof TEXT_CLASSES)[number];

const CLASSES = TEXT_CLASSES.length;

/** How much all character n-grams of a text count beside all of its words. */
export const CHARACTER_SHARE = 0.7;

/** A step of a calibration: scores from `from` on have this probability; between two steps it is drawn straight. */
export type CalibrationStep = { readonly from: number; readonly probability: number };

/** Everything that training finds; `packTextModel` makes the committed bytes of it. */
export type TextModelParts = {
  /** One per bucket and class, interleaved by class. */
  readonly weights: Float32Array;
  readonly bias: readonly number[];
  /** Added to the scores before the highest wins, so that the rare class is found as well as the frequent one. */
  readonly offsets: readonly number[];
  /** Of "hate or offensive" and of "hate", by rising score. */
  readonly toxicSteps: readonly CalibrationStep[];
  readonly hateSteps: readonly CalibrationStep[];
  /** Probability of "hate or offensive" from which removal was measured to be right in 98 of 100 cases. */
  readonly removeAt: number;
};

/** What the model says of a text. Probabilities are calibrated on texts that it was not trained on. */
export type TextVerdict = {
  readonly likeliest: TextClass;
  /** That the text is hateful or offensive. */
  readonly toxic: number;
  /** That it is hateful. */
  readonly hate: number;
};

const MAGIC = 0x4d545650; // "PVTM", little-endian
const HEADER_BYTES = 80;
const STEP_BYTES = 16;

/**
 * Our text classifier: multinomial logistic regression over hashed n-grams, weights in 8 bits. A text takes tens of
 * microseconds; there is no randomness and no state between texts.
 */
export class TextModel {
  private readonly features = new TextFeatures();
  private readonly sums = new Float64Array(CLASSES);

  private constructor(
    private readonly weights: Uint8Array,
    private readonly meaning: Float64Array,
    private readonly bias: readonly number[],
    private readonly offsets: readonly number[],
    private readonly toxicSteps: readonly CalibrationStep[],
    private readonly hateSteps: readonly CalibrationStep[],
    /** Probability of "hate or offensive" from which a text may be removed without a person. */
    readonly removeAt: number,
  ) {}

  /** Reads what `packTextModel` made. @throws {ModelUnreadable} */
  static read(bytes: Uint8Array): TextModel {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) throw new ModelUnreadable('it is none');
    if (view.getUint8(4) !== FEATURE_BITS || view.getUint8(5) !== CLASSES) throw new ModelUnreadable('another shape');
    const triple = (at: number): number[] => [0, 1, 2].map((index) => view.getFloat64(at + 8 * index, true));
    const [toxicCount, hateCount] = [view.getUint32(72, true), view.getUint32(76, true)];
    const steps = (at: number, count: number): CalibrationStep[] =>
      Array.from({ length: count }, (_, index) => ({
        from: view.getFloat64(at + STEP_BYTES * index, true),
        probability: view.getFloat64(at + STEP_BYTES * index + 8, true),
      }));
    const start = HEADER_BYTES + STEP_BYTES * (toxicCount + hateCount);
    if (bytes.length !== start + CLASSES * 2 ** FEATURE_BITS) throw new ModelUnreadable('it was cut');
    return new TextModel(
      bytes.slice(start),
      meaningOfBytes(view.getFloat64(8, true)),
      triple(16),
      triple(40),
      steps(HEADER_BYTES, toxicCount),
      steps(HEADER_BYTES + STEP_BYTES * toxicCount, hateCount),
      view.getFloat64(64, true),
    );
  }

  /** What the model says of `text`, as it was written. */
  judge(text: string): TextVerdict {
    const [hate, offensive, neither] = this.scoresOf(text);
    const scores = [hate, offensive, neither];
    let best = 0;
    for (let at = 1; at < CLASSES; at += 1) {
      if (shifted(scores, this.offsets, at) > shifted(scores, this.offsets, best)) best = at;
    }
    return {
      likeliest: TEXT_CLASSES[best] ?? 'neither',
      toxic: calibrated(this.toxicSteps, logSum(hate, offensive) - neither),
      hate: calibrated(this.hateSteps, hate - logSum(offensive, neither)),
    };
  }

  /** Logits of the three classes. */
  scoresOf(text: string): [hate: number, offensive: number, neither: number] {
    const { features, weights, meaning, sums } = this;
    features.read(normaliseText(text));
    sums.fill(0);
    const { buckets, wordCount, count } = features;
    addBlock({ buckets, from: 0, to: wordCount, share: 1 }, weights, meaning, sums);
    addBlock({ buckets, from: wordCount, to: count, share: CHARACTER_SHARE }, weights, meaning, sums);
    const [first = 0, second = 0, third = 0] = this.bias;
    return [first + (sums[0] ?? 0), second + (sums[1] ?? 0), third + (sums[2] ?? 0)];
  }
}

/** N-grams of one kind: `buckets[from … to)`. */
type Block = { readonly buckets: Uint32Array; readonly from: number; readonly to: number; readonly share: number };

/** Adds the weights of a block, times its share over the root of its size. */
function addBlock(block: Block, weights: Uint8Array, meaning: Float64Array, sums: Float64Array): void {
  const { buckets, from, to, share } = block;
  let [hate, offensive, neither] = [0, 0, 0];
  for (let at = from; at < to; at += 1) {
    const place = (buckets[at] as number) * CLASSES;
    hate += meaning[weights[place] as number] as number;
    offensive += meaning[weights[place + 1] as number] as number;
    neither += meaning[weights[place + 2] as number] as number;
  }
  const each = share / Math.sqrt(Math.max(1, to - from));
  sums[0] = (sums[0] as number) + hate * each;
  sums[1] = (sums[1] as number) + offensive * each;
  sums[2] = (sums[2] as number) + neither * each;
}

/** What each byte stands for: the square of its distance from 128, so that the many small weights keep their differences. */
function meaningOfBytes(largest: number): Float64Array {
  return Float64Array.from({ length: 256 }, (_, byte) => {
    const root = (byte - 128) / 127;
    return Math.sign(root) * root * root * largest;
  });
}

function byteOf(weight: number, largest: number): number {
  return 128 + Math.sign(weight) * Math.round(127 * Math.sqrt(Math.abs(weight) / largest));
}

/** The bytes of a model. The same parts give the same bytes. */
export function packTextModel(parts: TextModelParts): Uint8Array {
  const { weights, bias, offsets, toxicSteps, hateSteps, removeAt } = parts;
  const steps = [...toxicSteps, ...hateSteps];
  const start = HEADER_BYTES + STEP_BYTES * steps.length;
  const bytes = new Uint8Array(start + weights.length);
  const view = new DataView(bytes.buffer);
  const largest = weights.reduce((most, weight) => (weight > most ? weight : -weight > most ? -weight : most), 1e-9);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, FEATURE_BITS);
  view.setUint8(5, CLASSES);
  view.setFloat64(8, largest, true);
  for (let at = 0; at < CLASSES; at += 1) {
    view.setFloat64(16 + 8 * at, bias[at] ?? 0, true);
    view.setFloat64(40 + 8 * at, offsets[at] ?? 0, true);
  }
  view.setFloat64(64, removeAt, true);
  view.setUint32(72, toxicSteps.length, true);
  view.setUint32(76, hateSteps.length, true);
  for (const [at, { from, probability }] of steps.entries()) {
    view.setFloat64(HEADER_BYTES + STEP_BYTES * at, from, true);
    view.setFloat64(HEADER_BYTES + STEP_BYTES * at + 8, probability, true);
  }
  bytes.fill(byteOf(0, largest), start);
  for (const [at, weight] of weights.entries()) if (weight !== 0) bytes[start + at] = byteOf(weight, largest);
  return bytes;
}

/** The probability at `score`; outside the steps that of the nearest one. */
export function calibrated(steps: readonly CalibrationStep[], score: number): number {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((steps[middle]?.from ?? 0) <= score) low = middle;
    else high = middle - 1;
  }
  const [step, next] = [steps[low], steps[low + 1]];
  if (step === undefined) return 0;
  if (next === undefined || score <= step.from) return step.probability;
  const share = (score - step.from) / (next.from - step.from);
  return step.probability + share * (next.probability - step.probability);
}

function logSum(a: number, b: number): number {
  const most = Math.max(a, b);
  return most + Math.log(Math.exp(a - most) + Math.exp(b - most));
}

function shifted(scores: readonly number[], offsets: readonly number[], at: number): number {
  return (scores[at] ?? 0) + (offsets[at] ?? 0);
}
