import { parseArgs } from 'node:util';
import { describe, runCrash } from './crash.ts';
import { runKillCycles } from './ledger/kill-cycles.ts';
import { runLedgers } from './ledger/run-ledgers.ts';

const USAGE = `npm run simulate -- ledger [--seed <number>] [--seeds 1] [--steps 500] [--minutes <number>]
  Several posters on one database against a model in memory: holds, reversals, conversions, periods, "up to" amounts, batches that
  go ahead meet killed connections, lost replies, unanswered commits, repeats in other orders, clock jumps. The same seed, the same
  log. With --seeds several runs, one after the other, from that seed on. Progress goes to stderr. Status 1: something does not hold.
npm run simulate -- kills [--cycles 1000] [--seed <number>]
  A poster and a durable PostgreSQL, one of which is killed (SIGKILL, immediate stop) in the middle of posting, again and again.
npm run simulate -- crash [--rounds 25] [--seed <number>] [--days 30]
  Kills the whole product (SIGKILL) at random points of its demo, while clients order, scroll, click and post, and starts it
  again on the same data. Exit status: 0 nothing acknowledged was lost or doubled and all sums are right, 1 otherwise.`;

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const progress = (line: string): void => void process.stderr.write(`${line}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '25' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    days: { type: 'string', default: '30' },
    seeds: { type: 'string', default: '1' },
    steps: { type: 'string', default: '500' },
    minutes: { type: 'string', default: '100000' },
    cycles: { type: 'string', default: '1000' },
    help: { type: 'boolean', default: false },
  },
});
const [rounds, seed, days] = [values.rounds, values.seed, values.days].map((text) => Number.parseInt(text, 10));
if (positionals[0] === 'ledger' && seed !== undefined && !values.help) {
  const [seeds = 1, steps = 500, minutes = 0] = [values.seeds, values.steps, values.minutes].map((text) =>
    Number.parseInt(text, 10),
  );
  // Its PostgreSQL ends with it, and only an ordinary end takes that along.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const isSound = await runLedgers({ seed, seeds, steps, minutes, write, say: progress });
  process.exit(isSound ? 0 : 1);
} else if (positionals[0] === 'kills' && seed !== undefined && !values.help) {
  const cycles = Number.parseInt(values.cycles, 10);
  write(`kills: ${cycles} cycles, seed ${seed}`);
  const began = performance.now();
  const { kills, acknowledged, leaves, breaks } = await runKillCycles({ cycles, seed, say: write });
  for (const sentence of breaks) write(`✗ ${sentence}`);
  const seconds = Math.round((performance.now() - began) / 1000);
  write(
    `${JSON.stringify(kills)} in ${seconds} s, ${acknowledged} entries acknowledged, ${leaves} leaves, seed ${seed}`,
  );
  write(breaks.length === 0 ? 'nothing was lost, nothing was doubled' : `${breaks.length} THINGS DO NOT HOLD`);
  process.exit(breaks.length === 0 ? 0 : 1);
} else if (
  positionals[0] !== 'crash' ||
  values.help ||
  rounds === undefined ||
  seed === undefined ||
  days === undefined
) {
  write(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else {
  write(`crash: ${rounds} kills, seed ${seed}`);
  const began = performance.now();
  const { kills, lives, acknowledged, breaks } = await runCrash({ rounds, seed, days, say: write });
  for (const sentence of breaks) write(`✗ ${sentence}`);
  const seconds = Math.round((performance.now() - began) / 1000);
  write(`${kills} kills over ${lives} data directories in ${seconds} s, seed ${seed}`);
  write(`${describe(acknowledged)} were acknowledged`);
  write(breaks.length === 0 ? 'nothing was lost, nothing was doubled' : `${breaks.length} THINGS DO NOT HOLD`);
  process.exitCode = breaks.length === 0 ? 0 : 1;
}
