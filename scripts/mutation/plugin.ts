// What Stryker loads: our test runner, and what is not worth a mutant.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { type SpecTest, collectTests, describe, expect, it } from './spec-harness.ts';

/** What the instrumented code and the runner tell each other; the names are Stryker's. */
type Instrumented = {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: Coverage;
};

/** How often each mutant's place was passed: while files were loaded, and in each test. */
type Coverage = { static: Record<string, number>; perTest: Record<string, Record<string, number>> };

type MutantRun = {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
  readonly mutantActivation: 'static' | 'runtime';
};

const shared = globalThis as unknown as { __stryker__?: Instrumented };
const harness = new URL('./spec-harness.ts', import.meta.url).href;
/** How long each test took without a mutant; in the copy of the repository. */
const TIMES = 'spec-times.json';
const TOO_SLOW_MS = 10_000;
const FIXED = { seed: 20_261_123, endOnFailure: true };

/** Environment variable: the spec files that run, with a comma between. */
export const SPECS_VARIABLE = 'PROVISIO_MUTATION_SPECS';

/** Runs spec files in this process. Property tests draw from one seed, so that a score can be repeated. */
class SpecRunner {
  private tests: SpecTest[] = [];
  private readonly times: Record<string, number> = existsSync(TIMES)
    ? (JSON.parse(readFileSync(TIMES, 'utf8')) as Record<string, number>)
    : {};

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: false }; // A module is loaded once; Stryker starts a process for what runs at loading.
  }

  init(): Promise<void> {
    Object.assign(globalThis, { describe, it, test: it, expect });
    fc.configureGlobal(FIXED);
    registerHooks({
      resolve: (specifier, context, next) =>
        specifier === '@jest/globals' ? { url: harness, shortCircuit: true } : next(specifier, context),
    });
    return Promise.resolve();
  }

  async dryRun(): Promise<unknown> {
    await this.load();
    const tests: unknown[] = [];
    for (const test of this.tests) {
      const from = performance.now();
      const failure = await this.runOne(test);
      const timeSpentMs = performance.now() - from;
      this.times[test.id] = timeSpentMs;
      const done = { id: test.id, name: test.name, fileName: test.fileName, timeSpentMs };
      tests.push(failure === undefined ? { ...done, status: 0 } : { ...done, status: 1, failureMessage: failure });
    }
    writeFileSync(TIMES, JSON.stringify(this.times));
    return { status: 'complete', tests, mutantCoverage: atRunTime(stryker().mutantCoverage) };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }: MutantRun): Promise<unknown> {
    const global = stryker();
    global.hitLimit = hitLimit;
    global.hitCount = hitLimit === undefined ? undefined : 0;
    if (mutantActivation === 'static') global.activeMutant = activeMutant.id;
    try {
      await this.load();
    } catch (error) {
      // A spec that cannot even be loaded with the mutant has noticed it; the process ends with it.
      return {
        status: 'killed',
        killedBy: Object.keys(this.times).slice(0, 1),
        failureMessage: String(error),
        nrOfTests: 0,
      };
    }
    global.activeMutant = activeMutant.id;
    const wanted = testFilter === undefined ? undefined : new Set(testFilter);
    const timeOf = ({ id }: SpecTest): number => this.times[id] ?? 0;
    // The quick ones first: most mutants end there. What is very slow is not asked at all; that can only lower the score.
    const tests = this.tests
      .filter((test) => wanted?.has(test.id) !== false && timeOf(test) < TOO_SLOW_MS)
      .toSorted((a, b) => timeOf(a) - timeOf(b));
    try {
      return await this.firstFailure(tests);
    } finally {
      global.activeMutant = undefined;
    }
  }

  private async firstFailure(tests: readonly SpecTest[]): Promise<unknown> {
    for (const [index, test] of tests.entries()) {
      const failureMessage = await this.runOne(test);
      const { hitCount = 0, hitLimit = Number.POSITIVE_INFINITY } = stryker();
      if (hitCount > hitLimit) return { status: 'timeout', reason: `hit ${hitCount} times` };
      if (failureMessage !== undefined) {
        return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests: index + 1 };
      }
    }
    return { status: 'survived', nrOfTests: tests.length };
  }

  private async runOne({ id, run }: SpecTest): Promise<string | undefined> {
    stryker().currentTestId = id;
    try {
      await run();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      stryker().currentTestId = undefined;
    }
  }

  private async load(): Promise<void> {
    if (this.tests.length > 0) return;
    for (const file of process.env[SPECS_VARIABLE]?.split(',') ?? []) {
      const url = pathToFileURL(path.resolve(file)).href;
      this.tests.push(...(await collectTests(file, () => import(url))));
    }
  }
}

/**
 * What runs in a test, too, is judged by the tests that run it. Only what runs while files are loaded, and never again, takes a
 * process of its own.
 */
function atRunTime(coverage: Coverage = { static: {}, perTest: {} }): Coverage {
  const inTests = new Set(Object.values(coverage.perTest).flatMap((of) => Object.keys(of)));
  const onlyLoaded = Object.entries(coverage.static).filter(([id]) => !inTests.has(id));
  return { ...coverage, static: Object.fromEntries(onlyLoaded) };
}

function stryker(): Instrumented {
  return (shared.__stryker__ ??= {});
}

/** The part of Babel's path that is looked at. */
type Syntax = {
  readonly key: string | number | null;
  readonly listKey?: string;
  readonly parent: { readonly type: string; readonly callee?: { readonly name?: string } };
};

/** The sentence of an `assert` is for whoever reads the stack trace of a bug of ours; nothing depends on it. */
class AssertMessages {
  shouldIgnore({ key, listKey, parent }: Syntax): string | undefined {
    const isSecondArgument = listKey === 'arguments' && key === 1;
    const isOfAssert = parent.type === 'CallExpression' && parent.callee?.name === 'assert';
    return isSecondArgument && isOfAssert ? 'the sentence of an assert' : undefined;
  }
}

/** Read by Stryker. */
export const strykerPlugins = [
  { kind: 'TestRunner', name: 'specs', injectableClass: SpecRunner },
  { kind: 'Ignore', name: 'assert-messages', injectableClass: AssertMessages },
];
