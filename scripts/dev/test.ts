// npm test: everything, or the suites named, or the spec files that fit a pattern:
//   node scripts/dev/test.ts [suite …] [pattern …]
// Ends with what ran, what did not and why; the last line is `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './build-plan.ts';
import { node, type Ended } from './process.ts';
import {
  closingLines,
  countHardhat,
  countJest,
  readNotRun,
  type Count,
  type JestReport,
  type NotRun,
} from './test-report.ts';
import { checkServices, jestSelection, SERVICES, SUITE_NAMES } from './test-suites.ts';
import { checkContractTypes, checkNodeTypes, checkWebTypes, testContracts } from './types.ts';

const args = process.argv.slice(2);
const suites = args.filter((arg) => SUITE_NAMES.includes(arg));
const patterns = args.filter((arg) => !SUITE_NAMES.includes(arg));
const everything = args.length === 0;

const notRunFile = path.join(root, '.build/not-run.jsonl');
const reportFile = path.join(root, '.build/jest-report.json');
const counts: Count[] = [];
const steps: string[] = [];
const missing: NotRun[] = [];

/** Runs one step and notes how it went and how long it took. A step that fails without a count is one failure. */
async function step(name: string, work: () => Promise<Ended>, count?: (ended: Ended) => Count[]): Promise<void> {
  process.stdout.write(`\n=== ${name}\n`);
  const from = performance.now();
  const ended = await work();
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const counted = count?.(ended) ?? [];
  counts.push(...counted);
  const ok = ended.code === 0 && counted.every(({ failed }) => failed === 0);
  if (ended.code !== 0 && counted.every(({ failed }) => failed === 0)) {
    counts.push({ suite: name, passed: 0, failed: 1, skipped: 0 });
  }
  steps.push(`${ok ? 'ok    ' : 'FAILED'}  ${name}, ${seconds} s`);
}

async function types(): Promise<Ended> {
  const all = await Promise.all([checkNodeTypes(), checkWebTypes(), checkContractTypes()]);
  for (const { code, output } of all) if (code !== 0) process.stdout.write(output);
  return { code: Math.max(...all.map(({ code }) => code)), output: '' };
}

function jest(): Promise<Ended> {
  rmSync(reportFile, { force: true });
  return node(
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--json',
      `--outputFile=${reportFile}`,
      ...jestSelection(suites),
      ...(patterns.length > 0 ? ['--testPathPatterns', ...patterns] : []),
    ],
    // Jest prints its report to stdout as well when `--json` is on; what people read is on stderr.
    { show: true },
  );
}

function readJest(): Count[] {
  return existsSync(reportFile) ? countJest(JSON.parse(readFileSync(reportFile, 'utf8')) as JestReport, root) : [];
}

mkdirSync(path.join(root, '.build'), { recursive: true });
rmSync(notRunFile, { force: true });
const services = await checkServices(process.env['TEST_SERVICES']);
for (const problem of services.problems) {
  process.stdout.write(`${problem}\n`);
  counts.push({ suite: 'services', passed: 0, failed: 1, skipped: 0 });
}
const named = SERVICES.filter((name) => !services.missing.includes(name));
if (services.problems.length === 0) {
  if (named.length > 0) steps.push(`ok      real services answered: ${named.join(', ')}`);
  const wantsJest = everything || patterns.length > 0 || suites.some((name) => name !== 'contracts');
  // What starts the product needs it built; everything else runs from source.
  const wantsBuild = everything || args.some((arg) => /e2e|scenario|simulation|web/.test(arg));
  const wantsContracts = everything || suites.includes('contracts');
  if (wantsBuild) await step('build', () => node(['scripts/dev/build.ts'], { show: true }));
  if (everything) await step('types', types);
  if (wantsJest) await step('jest', jest, readJest);
  if (wantsContracts) {
    await step(
      'contracts',
      () => testContracts(),
      ({ output, code }) => [countHardhat(output, code)],
    );
  }
  if (!everything) missing.push({ what: 'everything else', why: `asked for ${args.join(' ')} only` });
}
if (services.missing.length > 0) {
  const why = named.length === 0 ? 'none' : named.join(', ');
  missing.push({ what: services.missing.join(', '), why: `TEST_SERVICES names ${why}` });
}
if (existsSync(notRunFile)) missing.push(...readNotRun(readFileSync(notRunFile, 'utf8')));
if (counts.every(({ passed, failed }) => passed + failed === 0)) {
  counts.push({ suite: 'nothing ran', passed: 0, failed: 1, skipped: 0 });
}
process.stdout.write(`${closingLines(counts, steps, missing).join('\n')}\n`);
process.exitCode = counts.some(({ failed }) => failed > 0) ? 1 : 0;
