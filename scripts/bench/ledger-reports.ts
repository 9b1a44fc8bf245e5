import os from 'node:os';
import { DAY_MS, type EpochMs } from '#kernel';
import { accounts } from '#modules/ledger';
import { type Bench, median } from './bench.ts';
import { fillHistory, rollUpHistory, spotCheck } from './ledger/fill-history.ts';
import { GBPT, BenchLedger } from './ledger/open-ledger.ts';
import { startBenchServer } from './ledger/postgres-server.ts';

const DAYS = 120;
/** Rows that the days do not hold yet when reports are read: what a busy poster books between two roll-ups, some backdated. */
const [BEHIND, BACKDATED] = [7_200, 800];
/** Larger histories are spot-checked: the audit of this size replays every row that the same statements made. */
const AUDITED_ROWS = 500_000;

/** Reports at a past date over many accounts and rows, and what a backdated entry costs under many later ones. */
export const bench: Bench = async ({ full, say }) => {
  const [organisations, rows] = full ? [500_000, 10_000_000] : [50_000, 500_000];
  const server = await startBenchServer();
  try {
    const bench = await BenchLedger.open(server, { organisations });
    const { ledger } = bench;
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const day = (back: number): EpochMs => (today - back * DAY_MS + 1_000) as EpochMs;
    await fillHistory(bench.ownerUrl, { organisations: bench.orgs, rows, days: DAYS }, say);
    await rollUpHistory(bench.ownerUrl, say);
    await bench.post(bench.drafts(BEHIND, { effectiveAt: day(0) }));
    await bench.post(bench.drafts(BACKDATED, { effectiveAt: day(DAYS) }));
    const at = { effectiveAt: (day(DAYS / 2) - 1_001 + DAY_MS) as EpochMs };
    const timed = async (what: () => Promise<unknown>): Promise<number> => {
      const began = performance.now();
      await what();
      return performance.now() - began;
    };
    const [totals, page, balance]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < 5; round += 1) {
      totals.push(await timed(() => ledger.trialBalance.execute(at)));
      page.push(await timed(() => ledger.trialBalance.accounts(at, { limit: 1_000 })));
      const ref = { path: accounts.prepaid(bench.any()), asset: GBPT };
      balance.push(await timed(() => ledger.balanceAt.execute(ref, at)));
    }
    say('reports read');
    const backdated = await backdatedRatio(bench, day(DAYS), day(0));
    const [counted] = (await ledger.trialBalance.execute()).assets;
    const many = counted?.lines.reduce((sum, line) => sum + line.accounts, 0n) ?? 0n;
    const checked = rows > AUDITED_ROWS ? await spotCheck(bench.ownerUrl) : await audited(bench);
    await bench.close();
    return {
      figures: {
        trial_balance_1m_accounts_ms: round(Math.max(median(totals), median(page))),
        balance_at_ms: round(median(balance)),
        backdated_insert_ratio: Math.round(backdated * 100) / 100,
      },
      notes: [
        `${many} accounts and ${rows} transfers over ${DAYS} days${full ? '' : ' (10⁶ and 10⁷ with --full)'}; the day asked for is the ${DAYS / 2}th back; ${BEHIND} rows of today and ${BACKDATED} of the first day are not in the days yet.`,
        `Trial balance: totals per line ${round(median(totals))} ms, first page of 1,000 accounts ${round(median(page))} ms; the figure is the slower.`,
        'backdated_insert_ratio: time of an entry that takes effect on the first day over one that takes effect today, one client, interleaved; every other row is later.',
        `History is written by SQL, leaf for leaf what the poster would have booked; ${checked}.`,
        `${server.version} with its default settings; medians of 5; load average at the end ${os.loadavg()[0]?.toFixed(1)} on ${os.cpus().length} cores.`,
      ],
    };
  } finally {
    await server.stop();
  }
};

async function audited({ ledger }: BenchLedger): Promise<string> {
  const { isSound, breaks, checked } = await ledger.checkMoney.execute();
  if (!isSound) throw new Error(`the audit does not pass: ${breaks[0]?.message ?? 'funds held < owed'}`);
  return `the audit replayed all ${checked.leaves} leaves`;
}

async function backdatedRatio(bench: BenchLedger, first: EpochMs, today: EpochMs): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const took = { first: 0, today: 0 };
    for (let each = 0; each < 100; each += 1) {
      for (const [name, effectiveAt] of Object.entries({ first, today }) as ['first' | 'today', EpochMs][]) {
        const began = performance.now();
        await bench.post(bench.drafts(1, { effectiveAt }));
        took[name] += performance.now() - began;
      }
    }
    ratios.push(took.first / took.today);
  }
  return median(ratios);
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
