/** A clause of a table, as CommissionSchedule takes it. */
export type Row = { readonly category: string; readonly tier: string; readonly bps: bigint };

/** A sale to price. */
export type Question = { readonly category: string; readonly tier: string; readonly sale: bigint };

/** What it earns. */
export type Answer = { readonly bps: bigint; readonly commission: bigint };

/** All the paths that can price `category`, best first: itself, each folder above it, everything. */
function pathsOf(category: string): string[] {
  const parts = category.split('/');
  return [...parts.map((_, at) => parts.slice(0, parts.length - at).join('/')), '*'];
}

/** A plain reading of the rule: try every path with the tier, then with `*`, and take the first row there is. */
export function priced(rows: readonly Row[], { category, tier, sale }: Question): Answer {
  for (const path of pathsOf(category)) {
    for (const name of [tier, '*']) {
      const found = rows.find((row) => row.category === path && row.tier === name);
      if (found !== undefined) return { bps: found.bps, commission: (sale * found.bps) / 10_000n };
    }
  }
  throw new Error('a table has its default row');
}

/** Whether some category and tier that either table names earns less under `later`. */
export function isCut(before: readonly Row[], later: readonly Row[]): boolean {
  const rows = [...before, ...later];
  return rows.some(({ category }) =>
    rows.some(({ tier }) => {
      const question = { category, tier, sale: 10_000n };
      return priced(later, question).bps < priced(before, question).bps;
    }),
  );
}

/** When a version takes effect that is published at `now` (seconds). */
export function effectiveAt(
  from: bigint,
  last: { readonly effectiveAt: bigint } | undefined,
  isACut: boolean,
  noticeSeconds: bigint,
  now: bigint,
): bigint {
  if (last === undefined) return from;
  const candidates = [from, now + (isACut ? noticeSeconds : 0n), last.effectiveAt + 1n];
  return candidates.reduce((most, value) => (value > most ? value : most));
}

/** Whole numbers that look random and are the same every time (mulberry32). */
export function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const CATEGORIES = ['*', 'art', 'home', 'home/decor', 'home/decor/wall', 'home/lighting', 'homeware'];
const ASKED = [...CATEGORIES.slice(1), 'home/decor/wall/oak', 'home/garden', 'art/print', 'toys'];
const TIERS = ['*', 'bronze', 'gold'];
const AMOUNTS = [0n, 1n, 9_999n, 10_000n, 123_456_789n, 2n ** 63n - 1n, 2n ** 64n - 1n];

/** A table with its default row and some others, in order of category and tier. */
export function drawTable(draw: (below: number) => number): Row[] {
  const cells = CATEGORIES.flatMap((category) => TIERS.map((tier) => ({ category, tier })));
  return cells
    .filter(({ category, tier }) => (category === '*' && tier === '*') || draw(3) === 0)
    .map((cell) => ({ ...cell, bps: BigInt(draw(4) === 0 ? draw(2) * 10_000 : draw(10_001)) }));
}

/** `rows` with a few rates raised, cut or gone, so that about half of the changes are cuts. */
export function drawChange(rows: readonly Row[], draw: (below: number) => number): Row[] {
  const isRaise = draw(2) === 0;
  return rows
    .filter(({ category, tier }) => isRaise || category + tier === '**' || draw(5) !== 0)
    .map((row) => {
      const raised = row.bps + BigInt(draw(50));
      const bps = isRaise ? (raised > 10_000n ? 10_000n : raised) : draw(4) === 0 ? row.bps / 2n : row.bps;
      return { ...row, bps };
    });
}

/** Sales over all the categories and tiers that a table can mean. */
export function drawQuestions(count: number, draw: (below: number) => number): Question[] {
  const one = <T>(from: readonly T[]): T => from[draw(from.length)]!;
  return Array.from({ length: count }, () => ({
    category: one(ASKED),
    tier: one([...TIERS.slice(1), 'platinum']),
    sale: draw(3) === 0 ? one(AMOUNTS) : BigInt(draw(2_000_000_000)),
  }));
}

type VectorRow = { readonly category: string; readonly tier: string; readonly bps: number };

/** What test/vectors/schedule-v1.json holds; whole numbers that may be large are decimal text. */
export type ScheduleVectors = {
  readonly version: 1;
  readonly prices: readonly {
    readonly table: readonly VectorRow[];
    readonly sales: readonly {
      readonly category: string;
      readonly tier: string;
      readonly sale: string;
      readonly bps: number;
      readonly commission: string;
    }[];
  }[];
  readonly changes: readonly {
    readonly before: readonly VectorRow[];
    readonly later: readonly VectorRow[];
    readonly cut: boolean;
  }[];
};

const plain = (rows: readonly Row[]): VectorRow[] => rows.map((row) => ({ ...row, bps: Number(row.bps) }));

/** The published vectors, made anew. */
export function scheduleVectors(): ScheduleVectors {
  const draw = drawing(20_260_101);
  const prices = Array.from({ length: 12 }, () => {
    const table = drawTable(draw);
    const sales = drawQuestions(20, draw).map((question) => {
      const { bps, commission } = priced(table, question);
      return { ...question, sale: String(question.sale), bps: Number(bps), commission: String(commission) };
    });
    return { table: plain(table), sales };
  });
  const changes = Array.from({ length: 30 }, () => {
    const before = drawTable(draw);
    const later = draw(4) === 0 ? drawTable(draw) : drawChange(before, draw);
    return { before: plain(before), later: plain(later), cut: isCut(before, later) };
  });
  return { version: 1, prices, changes };
}
