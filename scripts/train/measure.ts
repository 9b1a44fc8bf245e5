import type { CalibrationStep } from '#modules/social';

/** A score with what it should have said. */
export type Scored = { readonly score: number; readonly isTrue: boolean };

/** Three class scores with the right class. */
export type ScoredClasses = { readonly scores: Float64Array; readonly label: 0 | 1 | 2 };

/** F1 of each class, for classes chosen with `offsets` added to the scores. */
export function f1OfClasses(items: readonly ScoredClasses[], offsets: readonly number[]): number[] {
  const [hits, wrongly, missed] = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (const { scores, label } of items) {
    const chosen = choose(scores, offsets);
    if (chosen === label) hits[label] = (hits[label] ?? 0) + 1;
    else {
      wrongly[chosen] = (wrongly[chosen] ?? 0) + 1;
      missed[label] = (missed[label] ?? 0) + 1;
    }
  }
  return hits.map((count, at) => (2 * count) / Math.max(1, 2 * count + (wrongly[at] ?? 0) + (missed[at] ?? 0)));
}

function choose(scores: Float64Array, offsets: readonly number[]): number {
  let best = 0;
  for (let at = 1; at < scores.length; at += 1) {
    if ((scores[at] ?? 0) + (offsets[at] ?? 0) > (scores[best] ?? 0) + (offsets[best] ?? 0)) best = at;
  }
  return best;
}

/** The mean. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** The offsets of hate and neither with the best mean F1, on a grid of tenths. */
export function tuneOffsets(items: readonly ScoredClasses[]): [number, number, number] {
  let best: [number, number, number] = [0, 0, 0];
  let most = -1;
  for (let hate = -5; hate <= 25; hate += 1) {
    for (let neither = -10; neither <= 15; neither += 1) {
      const offsets: [number, number, number] = [hate / 10, 0, neither / 10];
      const found = meanOf(f1OfClasses(items, offsets));
      if (found > most) [most, best] = [found, offsets];
    }
  }
  return best;
}

/** Isotonic regression by pooling neighbours that are out of order (Ayer et al., 1955), thinned to at most 64 steps. */
export function isotonic(items: readonly Scored[]): CalibrationStep[] {
  const pools: { score: number; good: number; count: number }[] = [];
  for (const { score, isTrue } of items.toSorted((a, b) => a.score - b.score)) {
    pools.push({ score, good: isTrue ? 1 : 0, count: 1 });
    for (;;) {
      const [before, last] = [pools.at(-2), pools.at(-1)];
      if (before === undefined || last === undefined || before.good / before.count < last.good / last.count) break;
      pools.splice(-2, 2, {
        score: (before.score * before.count + last.score * last.count) / (before.count + last.count),
        good: before.good + last.good,
        count: before.count + last.count,
      });
    }
  }
  const every = Math.max(1, Math.ceil(pools.length / 64));
  const kept = pools.filter((_, at) => at % every === 0 || at === pools.length - 1);
  // A pool of a few is as sure as its few: one of each outcome is added before the share is taken.
  return kept.map(({ score, good, count }) => ({ from: score, probability: (good + 0.5) / (count + 1) })).map(rising);
}

function rising(step: CalibrationStep, at: number, all: readonly CalibrationStep[]): CalibrationStep {
  return {
    ...step,
    probability: all.slice(0, at + 1).reduce((most, { probability }) => Math.max(most, probability), 0),
  };
}

/** The share of true ones. */
export function shareOfTrue(items: readonly Scored[]): number {
  return meanOf(items.map(({ isTrue }) => (isTrue ? 1 : 0)));
}

/** The same steps where another share of all texts is true: the odds change by the ratio of the two shares' odds (Bayes). */
export function atPrevalence(steps: readonly CalibrationStep[], collected: number, wanted: number): CalibrationStep[] {
  const [forTrue, forFalse] = [wanted / collected, (1 - wanted) / (1 - collected)];
  return steps.map(({ from, probability }) => {
    const [isTrue, isFalse] = [probability * forTrue, (1 - probability) * forFalse];
    return { from, probability: isTrue / (isTrue + isFalse) };
  });
}

/** Precision and recall of "from this score on", were `prevalence` of all texts true. */
export type CutOff = {
  readonly from: number;
  readonly precision: number;
  readonly recall: number;
  readonly wrong: number;
};

/** The lowest score from which precision is at least `precision` at `prevalence`; undefined where none is. */
export function cutOffFor(items: readonly Scored[], precision: number, prevalence: number): CutOff | undefined {
  const [all, none] = [items.filter(({ isTrue }) => isTrue).length, items.filter(({ isTrue }) => !isTrue).length];
  let [right, wrong] = [0, 0];
  let found: CutOff | undefined;
  for (const { score, isTrue } of items.toSorted((a, b) => b.score - a.score)) {
    if (isTrue) right += 1;
    else wrong += 1;
    const [recall, alarm] = [right / all, wrong / none];
    const measured = (recall * prevalence) / (recall * prevalence + alarm * (1 - prevalence));
    if (right >= 100 && measured >= precision) found = { from: score, precision: measured, recall, wrong };
  }
  return found;
}

/** Mean gap between a calibrated probability and how often it was right, over ten equal parts (expected calibration error). */
export function calibrationError(items: readonly { readonly probability: number; readonly isTrue: boolean }[]): number {
  let error = 0;
  for (let part = 0; part < 10; part += 1) {
    const inside = items.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === part);
    const [said, was] = [
      meanOf(inside.map((item) => item.probability)),
      meanOf(inside.map((item) => (item.isTrue ? 1 : 0))),
    ];
    error += (inside.length / Math.max(1, items.length)) * Math.abs(said - was);
  }
  return error;
}
