import { readFileSync } from 'node:fs';
import { MODEL_FILE, TextModel } from '#modules/social';
import { crossValidate } from '../train/cross-validate.ts';
import { davidson, hasData } from '../train/moderation-data.ts';
import { prepare } from '../train/text-trainer.ts';
import { type Bench, median } from './bench.ts';

const SEED = 20_260_101;
const ROUNDS = 5;

/** The text classifier: how well its recipe does on Davidson's tweets, and how fast the committed model judges them. */
export const bench: Bench = async ({ say }) => {
  const notes = [
    'texts_per_s: the committed model on one core, from the text as it was written to three probabilities; median of five rounds over all texts.',
  ];
  const texts = hasData() ? davidson().map(({ text }) => text) : madeUpTexts();
  const figures: Record<string, number> = {};
  if (hasData()) {
    const { macroF1, f1, binaryF1 } = crossValidate(prepare(davidson()), SEED, say);
    figures['macro_f1'] = rounded(macroF1);
    figures['f1_hate'] = rounded(f1[0] ?? 0);
    figures['binary_macro_f1'] = rounded(binaryF1);
    notes.unshift(
      'macro_f1: Davidson et al. (2017), hate, offensive, neither; five folds, dealt so that texts which differ only in mentions, links and punctuation are in one fold; offsets tuned on a fold inside the training data.',
    );
  } else {
    notes.unshift('macro_f1: not run, ../shared/data/social is not there.');
  }
  const model = TextModel.read(readFileSync(MODEL_FILE));
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const began = process.cpuUsage();
    for (const text of texts) model.judge(text);
    const { user, system } = process.cpuUsage(began);
    if (round > 0) rates.push(texts.length / ((user + system) / 1e6)); // The first one warms up.
    say(`round ${round}: ${Math.round(texts.length / ((user + system) / 1e6))} texts a second of processor time`);
  }
  figures['texts_per_s'] = Math.round(median(rates));
  notes.push('Time is processor time of the process, so other work on the machine does not slow it.');
  return { figures, notes };
};

function madeUpTexts(): string[] {
  return Array.from(
    { length: 20_000 },
    (_, at) => `Text ${at} about a lamp and a table, @friend${at % 7} look at https://shop.example/${at}`,
  );
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
