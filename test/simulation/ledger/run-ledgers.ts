import { type LedgerReport, runLedger } from './run-ledger.ts';

/** Which runs, and where their words go. */
export type LedgerRuns = {
  /** Of the first; each next one has one more. */
  readonly seed: number;
  readonly seeds: number;
  /** Batches of each run. */
  readonly steps: number;
  /** Of all together. */
  readonly minutes: number;
  /** What came of them. */
  readonly write: (line: string) => void;
  /** How far they are. */
  readonly say: (line: string) => void;
};

/** Runs the simulation with one seed after the other, each on a ledger of its own. Answers whether everything held. */
export async function runLedgers({ seed, seeds, steps, minutes, write, say }: LedgerRuns): Promise<boolean> {
  const began = performance.now();
  const faults: Record<string, number> = {};
  const answers: Record<string, number> = {};
  let [batches, leaves, broken] = [0, 0n, 0];
  for (let at = seed; at < seed + seeds; at += 1) {
    const left = minutes - (performance.now() - began) / 60_000;
    if (left <= 0) break;
    const before = performance.now();
    const report = await runLedger({ seed: at, steps, minutes: left, say: (line) => say(`seed ${at}: ${line}`) });
    tell(report, at, Math.round((performance.now() - before) / 1000), write);
    [batches, leaves] = [batches + report.batches, leaves + report.leaves];
    if (report.breaks.length > 0) broken += 1;
    add(faults, report.faults);
    add(answers, report.answers);
    say(`${batches} of ${seeds * steps} batches in ${Math.round((performance.now() - began) / 1000)} s`);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  write(`${batches} batches in ${seconds} s, ${leaves} leaves, seeds ${seed} to ${seed + seeds - 1}`);
  write(`faults  ${counts(faults)}\nanswers ${counts(answers)}`);
  write(broken === 0 ? 'the books are what the model says' : `${broken} RUNS DO NOT HOLD`);
  return broken === 0;
}

function tell(
  { batches, leaves, root, trace, breaks }: LedgerReport,
  seed: number,
  seconds: number,
  write: (line: string) => void,
): void {
  for (const sentence of breaks) write(`✗ ${sentence}`);
  const word = breaks.length === 0 ? 'holds' : 'DOES NOT HOLD';
  write(`seed ${seed} ${word}: ${batches} batches in ${seconds} s, ${leaves} leaves, root ${root}, trace ${trace}`);
}

function add(to: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) to[name] = (to[name] ?? 0) + count;
}

function counts(of: Readonly<Record<string, number>>): string {
  return Object.entries(of)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
