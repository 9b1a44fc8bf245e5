// npm run mutate: changes the ledger's pure decision and proof code in a thousand small ways and looks which of them no
// spec notices.
//   npm run mutate -- [area | file | part of a file's path …]
// Ends with a table of scores; status 1 when a file is below the bar.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { root } from '../dev/build-plan.ts';
import { AREAS, type Area, type Group, filesOf, groupsOf } from './areas.ts';
import { SPECS_VARIABLE } from './plugin.ts';

type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** Least share of mutants that the specs must notice, in percent, of all files together. */
const BAR = 85;
const WORK = '.build/mutation';
/** All that a copy of the repository needs for its pure specs. */
const COPIED = ['libs', 'scripts', 'test', 'package.json', '.swcrc'];

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

/** All files of an area that is named, and every other file whose path holds one of the words. */
function wantedOf(area: Area, wanted: readonly string[]): string[] {
  const all = filesOf(area);
  if (wanted.length === 0 || wanted.includes(area.name)) return all;
  const words = wanted.filter((word) => !AREAS.some(({ name }) => name === word));
  return all.filter((file) => words.some((word) => `/${file}`.includes(word)));
}

async function mutate({ files, specs }: Group): Promise<Mutant[]> {
  process.env[SPECS_VARIABLE] = specs.join(',');
  const loader = new URL('../dev/typescript.mjs', import.meta.url).href;
  const stryker = new Stryker({
    mutate: [...files],
    plugins: [new URL('./plugin.ts', import.meta.url).pathname],
    testRunner: 'specs',
    testRunnerNodeArgs: ['--import', loader],
    ignorers: ['assert-messages'],
    coverageAnalysis: 'perTest',
    concurrency: 1,
    checkers: [],
    disableTypeChecks: false,
    ignorePatterns: readdirSync(root)
      .filter((name) => !COPIED.includes(name))
      .map((name) => `/${name}`),
    tempDirName: WORK,
    reporters: ['progress-append-only'],
    thresholds: { high: 95, low: BAR, break: null },
    logLevel: process.env['STRYKER_LOG'] === undefined ? 'warn' : 'debug',
    allowConsoleColors: false,
    timeoutMS: 5_000,
    dryRunTimeoutMinutes: 30,
  } as ConstructorParameters<typeof Stryker>[0]);
  return stryker.runMutationTest();
}

/** Noticed, unnoticed, and not counted (a reasoned `Stryker disable` comment, or the sentence of an assert). */
type Score = { readonly noticed: number; readonly unnoticed: number; readonly left: number };

function scoreOf(mutants: readonly Mutant[]): Score {
  const count = (...of: readonly string[]): number => mutants.filter(({ status }) => of.includes(status)).length;
  return {
    noticed: count('Killed', 'Timeout'),
    unnoticed: count('Survived', 'NoCoverage'),
    left: count('Ignored', 'CompileError', 'RuntimeError'),
  };
}

function percent({ noticed, unnoticed }: Score): number {
  return noticed + unnoticed === 0 ? 100 : (100 * noticed) / (noticed + unnoticed);
}

function showSurvivors(mutants: readonly Mutant[]): void {
  for (const { fileName, location, status, mutatorName, replacement } of mutants) {
    if (status !== 'Survived' && status !== 'NoCoverage') continue;
    const at = `${path.relative(root, fileName)}:${location.start.line}:${location.start.column}`;
    say(`${at}  ${status === 'Survived' ? '' : '(no test) '}${mutatorName}: ${oneLine(replacement)}`);
  }
}

const oneLine = (text: string | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ').slice(0, 100);

function showTable(mutants: readonly Mutant[], seconds: number): Score {
  const byFile = Object.entries(Object.groupBy(mutants, ({ fileName }) => path.relative(root, fileName)));
  const row = (name: string, score: Score): void =>
    say(
      `${name.padEnd(48)} ${percent(score).toFixed(1).padStart(6)} %  ${String(score.noticed).padStart(5)} noticed ` +
        `${String(score.unnoticed).padStart(4)} not ${String(score.left).padStart(4)} left out`,
    );
  say();
  for (const [name, ofFile = []] of byFile.toSorted(([a], [b]) => (a < b ? -1 : 1))) row(name, scoreOf(ofFile));
  const all = scoreOf(mutants);
  row(`all, in ${Math.round(seconds)} s`, all);
  return all;
}

async function main(wanted: readonly string[]): Promise<number> {
  const began = performance.now();
  mkdirSync(path.join(root, WORK), { recursive: true });
  const mutants: Mutant[] = [];
  for (const area of AREAS) {
    for (const group of groupsOf(area, wantedOf(area, wanted))) mutants.push(...(await mutate(group)));
  }
  if (mutants.length === 0) {
    say(`nothing of ${AREAS.map(({ name }) => name).join(', ')} fits ${wanted.join(' ')}`);
    return 2;
  }
  showSurvivors(mutants);
  const all = showTable(mutants, (performance.now() - began) / 1000);
  writeFileSync(path.join(root, `${WORK}.json`), JSON.stringify(mutants, undefined, 1));
  return percent(all) < BAR ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
