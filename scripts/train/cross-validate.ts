import { FOLDS } from './moderation-data.ts';
import { f1OfClasses, meanOf, type ScoredClasses, tuneOffsets } from './measure.ts';
import { fit, logits, type Prepared } from './text-trainer.ts';

/** Scores of every sample by a model that never saw it (nor its near twins). */
export function scoreOutOfFold(
  samples: readonly Prepared[],
  seed: number,
  say: (line: string) => void,
): ScoredClasses[] {
  const scores = new Map<Prepared, Float64Array>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const fitted = fit(
      samples.filter((sample) => sample.fold !== fold),
      seed,
    );
    for (const sample of samples) if (sample.fold === fold) scores.set(sample, logits(sample, fitted));
    say(`fold ${fold + 1} of ${FOLDS} fitted`);
  }
  return samples.map((sample) => ({ scores: scores.get(sample) ?? new Float64Array(3), label: sample.label }));
}

/** What nested cross-validation finds. */
export type Validation = { readonly macroF1: number; readonly f1: readonly number[]; readonly binaryF1: number };

/**
 * Nested: the offsets of a fold's model are tuned on another fold, which that tuning model was not fitted on either. Test
 * labels decide nothing. F1 is taken over all folds' predictions together.
 */
export function crossValidate(samples: readonly Prepared[], seed: number, say: (line: string) => void): Validation {
  const tested: ScoredClasses[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const rest = samples.filter((sample) => sample.fold !== fold);
    const tuning = (fold + 1) % FOLDS;
    const inner = fit(
      rest.filter((sample) => sample.fold !== tuning),
      seed,
    );
    const seen = rest
      .filter((sample) => sample.fold === tuning)
      .map((sample) => ({ scores: logits(sample, inner), label: sample.label }));
    const offsets = tuneOffsets(seen);
    const outer = fit(rest, seed);
    for (const sample of samples.filter((one) => one.fold === fold)) {
      const scores = logits(sample, outer).map((score, at) => score + (offsets[at] ?? 0));
      tested.push({ scores, label: sample.label });
    }
    say(`fold ${fold + 1}: macro-F1 so far ${meanOf(f1OfClasses(tested, [0, 0, 0])).toFixed(4)}`);
  }
  const f1 = f1OfClasses(tested, [0, 0, 0]);
  return { macroF1: meanOf(f1), f1, binaryF1: binaryF1(tested) };
}

/** Macro-F1 of "hate or offensive" against "neither". */
function binaryF1(items: readonly ScoredClasses[]): number {
  const two = items.map(({ scores, label }): ScoredClasses => {
    const [hate = 0, offensive = 0, neither = 0] = scores;
    return { scores: Float64Array.of(-Infinity, Math.max(hate, offensive), neither), label: label === 2 ? 2 : 1 };
  });
  return meanOf(f1OfClasses(two, [0, 0, 0]).slice(1));
}
