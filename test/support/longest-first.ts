// The order of the test files: what takes long goes first, so that no worker ends up alone with it. Jest knows durations
// from the run before, and sorts by size where there was none, as in CI; but the longest test of all is a short file.
import { statSync } from 'node:fs';

/** What Jest hands over, as far as it matters here. */
type TestFile = { readonly path: string };

/** From the longest to the shortest, by where a file is. */
const KINDS = [
  /\/test\/simulation\/crash\./,
  /\/test\/(?:web|e2e|simulation)\//,
  /\/test\/(?:conformance|scenarios|differential)\/|\/libs\/verify\/src\/(?:receipt-tamper|merkle)\./,
  /\.db\.spec\.ts$/,
];

function rankOf(file: string): number {
  const kind = KINDS.findIndex((pattern) => pattern.test(file));
  return kind < 0 ? KINDS.length : kind;
}

/** The same order everywhere: by kind, the larger file first. */
export default class LongestFirst {
  sort<T extends TestFile>(tests: readonly T[]): T[] {
    const known = tests.map((test) => ({ test, rank: rankOf(test.path), size: statSync(test.path).size }));
    const order = known.toSorted((a, b) => a.rank - b.rank || b.size - a.size || (a.test.path < b.test.path ? -1 : 1));
    return order.map(({ test }) => test);
  }

  /** For `--shard`: every n-th file, so that each part has its share of the long ones. */
  shard<T extends TestFile>(
    tests: readonly T[],
    part: { readonly shardIndex: number; readonly shardCount: number },
  ): T[] {
    const { shardIndex, shardCount } = part;
    return this.sort(tests).filter((_test, at) => at % shardCount === shardIndex - 1);
  }

  /** For `--onlyFailures`: nothing is remembered from one run to the next. */
  allFailedTests<T extends TestFile>(tests: readonly T[]): readonly T[] {
    return tests;
  }

  /** Jest asks for it; see above. */
  cacheResults(): void {
    return undefined;
  }
}
