// Trains the text model of moderation from ../shared/data/social (Davidson and Surge, both MIT) and writes it with a card
// of what was measured. The same data and seed give the same bytes.
//   npm run deps -- exec -- node --import ./scripts/dev/typescript.mjs scripts/train/moderation.ts [--check]
// --check writes nothing and fails when the committed model would change.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { calibrated, MODEL_FILE, packTextModel, TextModel } from '#modules/social';
import { crossValidate, scoreOutOfFold } from './cross-validate.ts';
import {
  atPrevalence,
  calibrationError,
  cutOffFor,
  isotonic,
  meanOf,
  type Scored,
  shareOfTrue,
  tuneOffsets,
} from './measure.ts';
import { davidson, hasData, hateCheck, toxicitySurge } from './moderation-data.ts';
import { fit, prepare } from './text-trainer.ts';

const SEED = 20_260_101;
/** Shares of hateful or offensive, and of hateful texts that probabilities and removal are for: far fewer than in the data. */
const PREVALENCE = 0.1;
const HATE_PREVALENCE = 0.02;
const PRECISION = 0.98;

const say = (line: string): void => void process.stderr.write(`${line}\n`);
if (!hasData()) throw new Error('../shared/data/social is not there');

const logSum = (a: number, b: number): number => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
const samples = prepare([...davidson(), ...toxicitySurge()]);
say(`${samples.length} texts`);
const scored = scoreOutOfFold(samples, SEED, say);
const toxic = scored.map(({ scores: [h = 0, o = 0, n = 0], label }): Scored => ({
  score: logSum(h, o) - n,
  isTrue: label !== 2,
}));
const hate = scored.map(({ scores: [h = 0, o = 0, n = 0], label }): Scored => ({
  score: h - logSum(o, n),
  isTrue: label === 0,
}));
const [asCollected, hateAsCollected] = [isotonic(toxic), isotonic(hate)];
const toxicSteps = atPrevalence(asCollected, shareOfTrue(toxic), PREVALENCE);
const hateSteps = atPrevalence(hateAsCollected, shareOfTrue(hate), HATE_PREVALENCE);
const cut = cutOffFor(toxic, PRECISION, PREVALENCE);
const probe = (score: number): number => calibrated(toxicSteps, score);
const removeAt = cut === undefined ? 2 : probe(cut.from);
const offsets = tuneOffsets(scored);
const { weights, bias } = fit(samples, SEED);
const bytes = packTextModel({ weights, bias: [...bias], offsets, toxicSteps, hateSteps, removeAt });
const model = TextModel.read(bytes);

const target = fileURLToPath(MODEL_FILE);
if (process.argv.includes('--check')) {
  const isSame = Buffer.from(bytes).equals(readFileSync(target));
  say(isSame ? 'the committed model is what the data gives' : 'the committed model is NOT what the data gives');
  process.exit(isSame ? 0 : 1);
}
mkdirSync(path.dirname(target), { recursive: true });
writeFileSync(target, bytes);

say('cross-validating on Davidson alone');
const validation = crossValidate(prepare(davidson()), SEED, say);
const cases = hateCheck().map(({ text, isHateful }) => ({ isHateful, said: model.judge(text).toxic >= 0.5 }));
const share = (isHateful: boolean): number =>
  meanOf(cases.filter((one) => one.isHateful === isHateful).map((one) => (one.said === isHateful ? 1 : 0)));
const digits = (value: number): number => Math.round(value * 10_000) / 10_000;
const card = {
  sha256: createHash('sha256').update(bytes).digest('hex'),
  seed: SEED,
  texts: samples.length,
  trained_on: ['davidson (MIT)', 'toxicity-surge (MIT)'],
  davidson_5_fold: {
    macro_f1: digits(validation.macroF1),
    f1_hate_offensive_neither: validation.f1.map(digits),
    binary_macro_f1: digits(validation.binaryF1),
  },
  probabilities_for: { toxic_share: PREVALENCE, hate_share: HATE_PREVALENCE },
  from_0_3_on: {
    toxic_found: digits(meanOf(toxic.filter(({ isTrue }) => isTrue).map(({ score }) => (probe(score) >= 0.3 ? 1 : 0)))),
    harmless_found: digits(
      meanOf(toxic.filter(({ isTrue }) => !isTrue).map(({ score }) => (probe(score) >= 0.3 ? 1 : 0))),
    ),
  },
  calibration_error_as_collected: digits(
    calibrationError(toxic.map(({ score, isTrue }) => ({ probability: calibrated(asCollected, score), isTrue }))),
  ),
  removal: {
    probability_from: digits(removeAt),
    precision_measured: cut === undefined ? null : digits(cut.precision),
    at_prevalence: PREVALENCE,
    recall: cut === undefined ? 0 : digits(cut.recall),
    harmless_texts_above: cut?.wrong ?? 0,
  },
  hatecheck: {
    balanced_accuracy: digits((share(true) + share(false)) / 2),
    hateful_found: digits(share(true)),
    harmless_passed: digits(share(false)),
  },
};
writeFileSync(target.replace(/\.bin$/, '.json'), `${JSON.stringify(card, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(card)}\n`);
