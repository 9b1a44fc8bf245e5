import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { normaliseText } from '#modules/social';

/** Where the shared data lies, beside the repository. */
const SHARED = path.resolve('../shared/data/social');

/** A labelled text. `target` says how much it is of each class (hate, offensive, neither); they add up to one. */
export type Sample = {
  readonly text: string;
  readonly target: readonly [number, number, number];
  /** The class of the majority. */
  readonly label: 0 | 1 | 2;
  /** Texts that are the same but for mentions, links and punctuation are in one fold, or a fold would know its test. */
  readonly fold: number;
};

/** Folds that the samples are dealt into. */
export const FOLDS = 5;

/** Whether the data is there. */
export function hasData(): boolean {
  return existsSync(path.join(SHARED, 'davidson/labeled_data.csv'));
}

/** Davidson et al. (2017): tweets with the votes of three or more people. MIT. */
export function davidson(): Sample[] {
  return rowsOf('davidson/labeled_data.csv').map((row) => {
    const count = votes(row, 'count');
    const of = (name: string): number => votes(row, name) / count;
    const label = votes(row, 'class') as 0 | 1 | 2;
    return sample(row['tweet'] ?? '', [of('hate_speech'), of('offensive_language'), of('neither')], label);
  });
}

/** Surge AI's toxicity data (2021): a thousand comments, toxic or not. MIT. It does not tell hate from insult. */
export function toxicitySurge(): Sample[] {
  return rowsOf('toxicity-surge/toxicity_en.csv').map((row) => {
    const isToxic = row['is_toxic'] === 'Toxic';
    return sample(row['text'] ?? '', isToxic ? [0.2, 0.8, 0] : [0, 0, 1], isToxic ? 1 : 2);
  });
}

/** HateCheck (Röttger et al., 2021): written cases that show what a classifier does not understand. Only ever to test. */
export function hateCheck(): { readonly text: string; readonly isHateful: boolean }[] {
  return rowsOf('hatecheck/test_suite_cases.csv').map((row) => ({
    text: row['test_case'] ?? '',
    isHateful: row['label_gold'] === 'hateful',
  }));
}

function rowsOf(file: string): Record<string, string>[] {
  return parse(readFileSync(path.join(SHARED, file)), { columns: true }) as Record<string, string>[];
}

function votes(row: Record<string, string>, name: string): number {
  return Number.parseInt(row[name] ?? '', 10);
}

function sample(text: string, target: Sample['target'], label: Sample['label']): Sample {
  return { text, target, label, fold: foldOf(text) };
}

function foldOf(text: string): number {
  const core = normaliseText(text).replace(/usertoken|urltoken|\brt\b|[^\p{L}\p{N}]/gu, '');
  let hash = 0x811c9dc5;
  for (let at = 0; at < core.length; at += 1) hash = Math.imul(hash ^ core.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) % FOLDS;
}
