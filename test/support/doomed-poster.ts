// A process that posts to the ledger until it is killed: the simulation of kills does that, in the middle of its batches.
// Entry number n is always the same entry, so a later process sends it again and must find what became of it.
// Says `<n> <log position> <replayed>` once entry n is answered.
//   node … doomed-poster.ts <appUrl> <first n>
import { SystemClock } from '#kernel';
import { aLedger } from '#modules/ledger/testing';
import { openDataSource, pgDoors } from '#platform/database';
import { killedEntry } from '../simulation/ledger/killed-entry.ts';

const LANES = 16;

const [appUrl = '', first = '0'] = process.argv.slice(2);
const source = await openDataSource({ appUrl });
const wiring = pgDoors(source);
const { poster } = aLedger(wiring, new SystemClock());
let next = Number.parseInt(first, 10);
process.on('SIGTERM', () => process.exit(0));

async function lane(): Promise<void> {
  for (;;) {
    const n = next;
    next += 1;
    const [outcome] = await poster.post([killedEntry(n)]);
    if (outcome?.outcome !== 'posted') throw outcome?.error ?? new Error(`entry ${n} was not answered`);
    const { transfers, replayed } = outcome.entry;
    process.stdout.write(`${n} ${transfers[0]?.seq ?? 0n} ${replayed}\n`);
  }
}

try {
  await Promise.all(Array.from({ length: LANES }, lane));
} catch {
  process.exit(1); // The database went away: whoever started us looks what was booked.
}
