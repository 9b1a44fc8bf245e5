// npm run bench -- <name> [--full] [--primaries] [--record]: runs one benchmark and ends with one JSON line of its figures.
// --record also writes docs/benchmarks/<name>.md with date, commit, machine and command.
import { parseArgs } from 'node:util';
import { recordResult } from './record.ts';
import type { Bench } from './bench.ts';

const BENCHES: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  'ads-auction': () => import('./ads-auction.ts'),
  'ledger-books': () => import('./ledger-books.ts'),
  'ledger-growth': () => import('./ledger-growth.ts'),
  'ledger-http': () => import('./ledger-http.ts'),
  'ledger-proofs': () => import('./ledger-proofs.ts'),
  'ledger-reports': () => import('./ledger-reports.ts'),
  'ledger-holds': () => import('./ledger-holds.ts'),
  'ledger-post': () => import('./ledger-post.ts'),
  'import-orders': () => import('./import-orders.ts'),
  'event-pipeline': () => import('./event-pipeline.ts'),
  feed: () => import('./feed.ts'),
  moderation: () => import('./moderation.ts'),
  startup: () => import('./startup.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    full: { type: 'boolean', default: false },
    primaries: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});
const [name = ''] = positionals;
const load = BENCHES[name];
if (load === undefined) {
  process.stderr.write(
    `usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [--full] [--primaries] [--record]\n`,
  );
  process.exit(2);
}

// So that servers of a benchmark that is stopped are ended by their own exit handlers.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { bench } = await load();
const { full, primaries } = values;
const result = await bench({ full, primaries, say: (line) => process.stderr.write(`${line}\n`) });
if (values.record) {
  const command = ['npm run bench --', name, ...(full ? ['--full'] : []), ...(primaries ? ['--primaries'] : [])].join(
    ' ',
  );
  await recordResult(primaries ? `${name}-primaries` : name, result, command);
}
process.stdout.write(`${JSON.stringify(result.figures)}\n`, () => process.exit(0));
