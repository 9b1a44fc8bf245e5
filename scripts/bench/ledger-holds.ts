import os from 'node:os';
import { type Id, SystemClock, asset, minor, newId } from '#kernel';
import { type EntryDraft, type PostOutcome, type TransferDraft, accounts } from '#modules/ledger';
import { aLedger } from '#modules/ledger/testing';
import { openDataSource, pgDoors } from '#platform/database';
import { type Bench, median } from './bench.ts';
import { underLoad } from './ledger/load.ts';
import { startBenchServer } from './ledger/postgres-server.ts';

const ACCOUNTS = 1_000;
const FUNDS = 1_000_000_000_000n;
const CLIENTS = 64;

/** Hold and capture: reserve an ad budget, spend a part of it, 64 clients, every account with a limit. */
export const bench: Bench = async ({ full, say }) => {
  const [rounds, seconds] = full ? [5, 20] : [3, 10];
  const server = await startBenchServer();
  try {
    const { appUrl } = await server.database('bench');
    const source = await openDataSource({ appUrl });
    const wiring = pgDoors(source);
    const ledger = aLedger(wiring, new SystemClock());
    const orgs = Array.from({ length: ACCOUNTS }, () => newId<'Organisation'>(new SystemClock().now()));
    const post = async (transfer: TransferDraft): Promise<bigint> =>
      seqOf((await ledger.poster.post([draftOf(transfer)]))[0]);
    await ledger.poster.post(
      orgs.map((org) =>
        draftOf({ debit: accounts.bank('bench'), credit: accounts.prepaid(org), amount: minor(FUNDS) }),
      ),
    );
    const pair = async (): Promise<void> => {
      const org = orgs[Math.floor(Math.random() * ACCOUNTS)] as Id<'Organisation'>;
      const sides = { debit: accounts.prepaid(org), credit: accounts.leased(org) };
      const refersTo = await post({ ...sides, amount: minor(100n), kind: 'hold' });
      await post({ ...sides, amount: minor(60n), kind: 'capture', refersTo });
    };
    const rates: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const { perSecond, p99Ms } = await underLoad(CLIENTS, seconds, pair);
      rates.push(perSecond);
      say(
        `round ${round} (load ${os.loadavg()[0]?.toFixed(1)}): ${Math.round(perSecond)} pairs/s, p99 ${p99Ms.toFixed(0)} ms`,
      );
    }
    const { breaks, checked } = await ledger.checkMoney.execute();
    await source.destroy();
    return {
      figures: { pairs_per_s: Math.round(median(rates)) },
      notes: [
        `${server.version} with its default settings; ${CLIENTS} clients, each waits for its hold before it captures 60 % of it; ${ACCOUNTS} accounts with limits.`,
        `Medians of ${rounds} rounds of ${seconds} s; load average at the end ${os
          .loadavg()
          .map((load) => load.toFixed(1))
          .join(' ')} on ${os.cpus().length} cores.`,
        `The audit of all ${checked.leaves} leaves afterwards found ${breaks.length} breaks.`,
      ],
    };
  } finally {
    await server.stop();
  }
};

function seqOf(outcome: PostOutcome | undefined): bigint {
  if (outcome?.outcome !== 'posted') throw outcome?.error ?? new Error('an entry was not answered');
  return outcome.entry.transfers[0]?.seq ?? 0n;
}

function draftOf(transfer: TransferDraft): EntryDraft {
  const now = new SystemClock().now();
  return {
    id: newId<'Entry'>(now),
    asset: asset('GBPT/2'),
    effectiveAt: now,
    transfers: [transfer],
    metadata: { reason: 'bench' },
  };
}
