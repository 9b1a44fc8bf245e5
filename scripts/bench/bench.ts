import os from 'node:os';

/** How a benchmark is run. */
export type BenchOptions = {
  /** The long profile; the default one takes at most five minutes. */
  readonly full: boolean;
  /** A server a book instead of one for all: `ledger-books` only. */
  readonly primaries?: boolean;
  /** Progress for the person who waits. */
  readonly say: (line: string) => void;
};

/** What a benchmark found. */
export type BenchResult = {
  /** The figures that the issue names, units last. */
  readonly figures: Readonly<Record<string, number>>;
  /** What a reader must know to believe them: rounds, data, what was not run. */
  readonly notes: readonly string[];
};

/** One benchmark: measures, cleans up after itself, and answers. */
export type Bench = (options: BenchOptions) => Promise<BenchResult>;

/** Said behind the load of the machine where the benchmark gave way to other work: its rates are then no measure of the machine. */
export function politeness(): string {
  const nice = os.getPriority();
  return nice === 0 ? '' : `, at nice ${nice} beside other work`;
}

/** The middle of `values` (the mean of the two middle ones of an even count). */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
