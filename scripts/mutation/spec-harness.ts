// `describe`, `it` and `expect` of a spec file without Jest: one process loads the specs once and runs them thousands of
// times, a mutant each, where Jest would build a module registry for every mutant. Pure specs only: no hooks, no mocks.
import { createRequire } from 'node:module';

/** One test of a spec file. */
export type SpecTest = {
  readonly id: string;
  readonly name: string;
  readonly fileName: string;
  readonly run: () => Promise<void>;
};

type Body = (...args: never[]) => unknown;

const collected: SpecTest[] = [];
const suites: string[] = [];
let fileName = '';

/** Loads `file` with `load` and answers its tests, in their order. */
export async function collectTests(file: string, load: () => Promise<unknown>): Promise<SpecTest[]> {
  fileName = file;
  collected.length = 0;
  await load();
  return [...collected];
}

/** Groups tests, as Jest's. */
export function describe(name: string, body: () => void): void {
  suites.push(name);
  body();
  suites.pop();
}

/** One test, as Jest's. A time limit after the body is Stryker's business here. */
export function it(name: string, body: () => unknown): void {
  const path = [...suites, name].join(' › ');
  const id = `${fileName} › ${path} #${collected.length}`;
  collected.push({ id, name: path, fileName, run: async () => void (await body()) });
}

/** The table form of Jest; the row's number stands for its values in the name. */
it.each =
  (rows: readonly unknown[]) =>
  (name: string, body: Body): void => {
    for (const [index, row] of rows.entries()) {
      const args = (Array.isArray(row) ? row : [row]) as never[];
      it(`${name} [${index}]`, () => body(...args));
    }
  };

/** Jest's own, from the package behind `@jest/globals`. */
export const expect: unknown = (
  createRequire(import.meta.resolve('@jest/globals'))('@jest/expect') as { jestExpect: unknown }
).jestExpect;
