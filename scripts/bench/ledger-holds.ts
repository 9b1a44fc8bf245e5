import os from 'node:os';
import { minor } from '#kernel';
import { type TransferDraft, accounts } from '#modules/ledger';
import { type Bench, median } from './bench.ts';
import { underLoad } from './ledger/load.ts';
import { BenchLedger, draftOf } from './ledger/open-ledger.ts';
import { startBenchServer } from './ledger/postgres-server.ts';

const ACCOUNTS = 1_000;
const CLIENTS = 64;

/** Hold and capture: reserve an ad budget, spend a part of it, 64 clients, every account with a limit. */
export const bench: Bench = async ({ full, say }) => {
  const [rounds, seconds] = full ? [5, 20] : [3, 10];
  const server = await startBenchServer();
  try {
    const books = await BenchLedger.open(server, { organisations: ACCOUNTS });
    const post = (transfer: TransferDraft): Promise<bigint> => books.post([draftOf(transfer)]);
    const pair = async (): Promise<void> => {
      const org = books.any();
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
    const { breaks, checked } = await books.ledger.checkMoney.execute();
    await books.close();
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
