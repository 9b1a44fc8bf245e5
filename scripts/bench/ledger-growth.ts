import os from 'node:os';
import { type Bench, median } from './bench.ts';
import { underLoad } from './ledger/load.ts';
import { BenchLedger } from './ledger/open-ledger.ts';
import { startBenchServer } from './ledger/postgres-server.ts';

const BATCH = 8_000;
const CLIENTS = 64;

/** Whether posting gets slower as history grows: 64 clients at 10⁵, 10⁶ and, with --full, 10⁷ rows. */
export const bench: Bench = async ({ full, say }) => {
  const sizes = full ? [100_000, 1_000_000, 10_000_000] : [100_000, 1_000_000];
  const [rounds, seconds] = full ? [5, 8] : [3, 4];
  const server = await startBenchServer();
  try {
    const bench = await BenchLedger.open(server);
    let rows = 1_000;
    const rates: number[] = [];
    for (const size of sizes) {
      for (; rows < size; rows += BATCH) await bench.post(bench.drafts(BATCH));
      await bench.ledger.makeCheckpoint.execute();
      const samples: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const { perSecond } = await underLoad(CLIENTS, seconds, async () => void (await bench.post(bench.drafts(1))));
        samples.push(perSecond);
        rows += Math.round(perSecond * seconds);
      }
      rates.push(median(samples));
      say(`${size} rows (load ${os.loadavg()[0]?.toFixed(1)}): ${Math.round(median(samples))} transfers/s`);
    }
    const [least, most] = [Math.min(...rates), Math.max(...rates)];
    const names = ['tps_100k', 'tps_1m', 'tps_10m'];
    await bench.close();
    return {
      figures: {
        ...Object.fromEntries(rates.map((rate, at) => [names[at], Math.round(rate)])),
        spread_pct: Math.round((1_000 * (most - least)) / most) / 10,
      },
      notes: [
        `${server.version} with its default settings; ${CLIENTS} clients, one transfer an entry, 1,000 organisations with limits; between the sizes batches of ${BATCH}.`,
        `Medians of ${rounds} rounds of ${seconds} s at each size${full ? '' : '; 10⁷ rows with --full only'}; load average at the end ${os.loadavg()[0]?.toFixed(1)} on ${os.cpus().length} cores.`,
      ],
    };
  } finally {
    await server.stop();
  }
};
