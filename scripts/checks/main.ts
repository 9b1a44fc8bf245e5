// npm run check: every check, or the ones named; a table of what was found at the end.
//   node scripts/checks/main.ts [--list] [name …]
import { availableParallelism } from 'node:os';
import { CHECKS, type Check } from './checks.ts';
import { inParallel, table, type Row } from './table.ts';

const args = process.argv.slice(2);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** The first line that counts, for the table. */
function note(output: string): string {
  const warnings = /Found (\d+) warnings? and 0 errors/.exec(output)?.[1];
  return warnings !== undefined && warnings !== '0' ? `${warnings} warnings` : '';
}

async function runCheck({ name, run }: Check): Promise<Row> {
  const from = performance.now();
  const { code, output } = await run();
  const seconds = (performance.now() - from) / 1000;
  const ok = code === 0;
  if (!ok) say(`\n--- ${name}\n${output.trimEnd()}`);
  return { name, ok, seconds, note: note(output) };
}

async function main(): Promise<number> {
  if (args.includes('--list')) {
    for (const { name, what } of CHECKS) say(`${name.padEnd(18)} ${what}`);
    return 0;
  }
  const unknown = args.filter((arg) => !CHECKS.some(({ name }) => name === arg));
  if (unknown.length > 0) {
    say(`there is no check ${unknown.join(', ')}; npm run check -- --list names them`);
    return 1;
  }
  const wanted = args.length === 0 ? CHECKS : CHECKS.filter(({ name }) => args.includes(name));
  const from = performance.now();
  const rows = await inParallel(wanted, Math.max(2, availableParallelism()), runCheck);
  const failed = rows.filter(({ ok }) => !ok).length;
  say(`\n${table(rows)}`);
  say(
    `${rows.length - failed} checks passed, ${failed} failed, in ${((performance.now() - from) / 1000).toFixed(1)} s`,
  );
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
