import { suiteOf } from './test-suites.ts';

/** What one suite counted. A file that could not run, or a step that died, is one failure. */
export type Count = {
  readonly suite: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};

/** The parts of Jest's `--json` report that we read. */
export type JestReport = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

/** Adds Jest's report up by suite. Paths in the report are absolute; `base` is the root they start with. */
export function countJest(report: JestReport, base: string): Count[] {
  const bySuite = Map.groupBy(report.testResults, ({ name }) => suiteOf(name.replace(base, '').replaceAll('\\', '/')));
  return [...bySuite].map(([suite, files]) => {
    const tests = files.flatMap(({ assertionResults }) => assertionResults);
    const broken = files.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    );
    const passed = tests.filter(({ status }) => status === 'passed').length;
    const failed = tests.filter(({ status }) => status === 'failed').length + broken.length;
    return {
      suite,
      passed,
      failed,
      skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').length,
    };
  });
}

/** Reads Hardhat's closing lines, e.g. `2 passing (1 solidity, 1 mocha)`. `output` has no colours. */
export function countHardhat(output: string, code: number): Count {
  const number = (word: string): number =>
    Number(new RegExp(`^(\\d+) ${word} \\(\\d+ [a-z]`, 'm').exec(output)?.[1] ?? 0);
  const failed = number('failing');
  return {
    suite: 'contracts',
    passed: number('passing'),
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: number('skipped'),
  };
}

/** Something that did not run, and why. */
export type NotRun = { readonly what: string; readonly why: string };

/** Reads `.build/not-run.jsonl`; the same said twice counts once. */
export function readNotRun(text: string): NotRun[] {
  const lines = new Set(text.split('\n').filter((line) => line !== ''));
  return [...lines].map((line) => JSON.parse(line) as NotRun);
}

/** The closing lines. The last one stands alone and is `N passed, N failed`. */
export function closingLines(counts: readonly Count[], steps: readonly string[], missing: readonly NotRun[]): string[] {
  const width = Math.max(...counts.map(({ suite }) => suite.length), 5);
  const rows = counts
    .toSorted((a, b) => (a.suite < b.suite ? -1 : 1))
    .map(
      ({ suite, passed, failed, skipped }) =>
        `  ${suite.padEnd(width)}  ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
    );
  const sum = (key: 'passed' | 'failed'): number => counts.reduce((total, count) => total + count[key], 0);
  return [
    '',
    ...steps,
    'suites:',
    ...rows,
    ...missing.map(({ what, why }) => `not run: ${what} (${why})`),
    `${sum('passed')} passed, ${sum('failed')} failed`,
  ];
}
