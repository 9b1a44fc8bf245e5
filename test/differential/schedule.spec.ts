import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { type Minor, SeededRandom, bpsOf, minor } from '#kernel';
import { type RateTable, isCut, matchRate, rateTable } from '#modules/programs';
import { type TestSchedule, aSchedule } from '#modules/settlement/testing';
import { type TestNode, aTestNode } from '#platform/chain/testing';

type Row = { category: string; tier: string; bps: number };
type Vectors = {
  prices: {
    table: Row[];
    sales: { category: string; tier: string; sale: string; bps: number; commission: string }[];
  }[];
  changes: { before: Row[]; later: Row[]; cut: boolean }[];
};

const VECTORS = JSON.parse(readFileSync(new URL('../vectors/schedule-v1.json', import.meta.url), 'utf8')) as Vectors;
const DAY = 86_400n;
const NAMES = ['art', 'home', 'home/decor', 'home/decor/wall', 'home/decor-x', 'toys/0-3'];
const TIERS = ['bronze', 'gold'];

/** What the product pays: the rule that prices orders, and the kernel's floor. */
const price = (table: RateTable, category: string, tier: string, sale: Minor) => {
  const { bps } = matchRate({ table }, category, tier);
  return { bps: BigInt(bps), commission: bpsOf(sale, bps) as bigint };
};

describe('what the product pays is what test/vectors/schedule-v1.json says', () => {
  it('of every price', () => {
    for (const { table, sales } of VECTORS.prices) {
      const rows = rateTable(table);
      for (const { category, tier, sale, bps, commission } of sales) {
        const { bps: rate } = matchRate({ table: rows }, category, tier);
        expect(rate).toBe(bps);
        // A few sales are above what a book holds; the contract takes them, the ledger would not.
        if (BigInt(sale) < 2n ** 63n) expect(bpsOf(minor(BigInt(sale)), rate)).toBe(BigInt(commission));
      }
    }
  });

  it('of what is a cut', () => {
    for (const { before, later, cut } of VECTORS.changes) expect(isCut(rateTable(before), rateTable(later))).toBe(cut);
  });
});

describe('the schedule on chain and the pricing of orders, on random tables, versions, notices and sales', () => {
  let node: TestNode;
  let schedule: TestSchedule;
  beforeAll(async () => {
    node = await aTestNode();
    schedule = await aSchedule(node);
  }, 120_000);
  afterAll(() => node.stop());

  const random = new SeededRandom(4);
  const below = (limit: number): number => random.uint32() % limit;
  const one = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const aTable = (): RateTable => {
    const cells = ['*', ...NAMES].flatMap((category) => ['*', ...TIERS].map((tier) => ({ category, tier })));
    const kept = cells.filter(({ category, tier }) => (category === '*' && tier === '*') || below(3) === 0);
    return rateTable(kept.map((cell) => ({ ...cell, bps: below(10_001) })));
  };
  /** Half of the time nothing falls. */
  const next = (table: RateTable): RateTable => {
    if (below(3) === 0) return aTable();
    const raise = below(2) === 0;
    return rateTable(
      table.map((row) => ({
        ...row,
        bps: raise ? Math.min(10_000, row.bps + below(99)) : Math.max(0, row.bps - below(3)),
      })),
    );
  };

  it('agree to the unit, and on when a version is in force', async () => {
    let now = 1_800_000_000n;
    for (let program = 1; program <= 15; program += 1) {
      const id = `0x${program.toString(16).padStart(64, '0')}`;
      const noticeSeconds = BigInt(below(40)) * DAY;
      const versions: { table: RateTable; effectiveAt: bigint }[] = [];
      for (let version = 1; version <= 4; version += 1) {
        const last = versions.at(-1);
        const table = last === undefined ? aTable() : next(last.table);
        now += 1n + BigInt(below(10 * 86_400));
        const from = now - 500n + BigInt(below(40 * 86_400));
        await schedule.publish({
          program: id,
          version,
          noticeSeconds,
          from,
          rows: table,
          before: last?.table ?? [],
          now,
        });
        const earliest = now + (last !== undefined && isCut(last.table, table) ? noticeSeconds : 0n);
        const candidates = last === undefined ? [from] : [from, earliest, last.effectiveAt + 1n];
        const effectiveAt = candidates.reduce((most, value) => (value > most ? value : most));
        expect(await schedule.effectiveAt(id, version)).toBe(effectiveAt);
        versions.push({ table, effectiveAt });
        for (let question = 0; question < 8; question += 1) {
          const category = one([...NAMES, 'home/decor/wall/oak', 'garden', 'toys']);
          const [tier, sale] = [one([...TIERS, 'platinum']), minor(BigInt(below(2 ** 31)) * BigInt(1 + below(4_000)))];
          const time = now - 5n * DAY + BigInt(below(80 * 86_400));
          const inForce = versions.findLastIndex((each) => each.effectiveAt <= time);
          const found = versions[inForce];
          const expected = found === undefined ? { bps: 0n, commission: 0n } : price(found.table, category, tier, sale);
          const answer = await schedule.quote(id, time, category, tier, sale);
          expect(answer).toEqual({ version: BigInt(inForce + 1), ...expected });
        }
      }
    }
  }, 120_000);
});
