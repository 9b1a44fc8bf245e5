import type { Answer, Input } from '../../api.ts';
import { unitsOf } from '../../decimal.ts';

/** Stands for every category, or every tier. */
export const ANY = '*';

/** One clause of a draft as it is edited; `percent` is what is typed. */
export type DraftRow = {
  readonly key: string;
  readonly category: string;
  readonly tier: string;
  readonly percent: string;
};

/** A rule version as the API tells it. */
export type RuleVersion = Answer<'/v1/programs/{id}/rule-versions'>['items'][number];
/** A clause as the API takes it. */
export type Clause = Input<'/v1/programs/{id}/simulate'>['table'][number];

const depthOf = (category: string): number => (category === ANY ? 0 : category.split('/').length);

/** Clauses in the order in which they are looked at: the deepest category first, a named tier before any. */
export function byPrecedence<Row extends { readonly category: string; readonly tier: string }>(
  rows: readonly Row[],
): Row[] {
  return rows.toSorted(
    (a, b) =>
      depthOf(b.category) - depthOf(a.category) ||
      a.category.localeCompare(b.category) ||
      Number.parseInt(a.tier === ANY ? '1' : '0', 10) - Number.parseInt(b.tier === ANY ? '1' : '0', 10) ||
      a.tier.localeCompare(b.tier),
  );
}

/** Basis points as they are typed: 750 is 7.5. */
function percentText(bps: number): string {
  return String(bps / 100);
}

/** The draft that changes nothing. */
export function draftOf(version: RuleVersion | undefined): DraftRow[] {
  const table = version?.table ?? [{ category: ANY, tier: ANY, bps: 500 }];
  return byPrecedence(table).map(({ category, tier, bps }) => ({
    key: `${category} ${tier}`,
    category,
    tier,
    percent: percentText(bps),
  }));
}

/** Basis points of what was typed; undefined for what is no rate from 0 to 100 %. */
export function bpsOf(percent: string): number | undefined {
  const units = unitsOf(percent, 2);
  return units === undefined || units > 10_000n ? undefined : Number.parseInt(String(units), 10);
}

/** The table to send, in the order of the rows; undefined while a rate cannot be read. */
export function tableOf(rows: readonly DraftRow[]): Clause[] | undefined {
  const table = rows.flatMap(({ category, tier, percent }): Clause[] => {
    const bps = bpsOf(percent);
    return bps === undefined ? [] : [{ category: category.trim(), tier, bps }];
  });
  return table.length === rows.length ? table : undefined;
}

/** Whether the draft says the same as `version`, in whatever order. */
export function isSame(table: readonly Clause[], version: RuleVersion | undefined): boolean {
  const text = (rows: readonly Clause[]): string =>
    rows
      .map(({ category, tier, bps }) => `${category} ${tier} ${bps}`)
      .toSorted()
      .join();
  return version !== undefined && text(table) === text(version.table);
}
