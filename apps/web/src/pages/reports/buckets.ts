import type { Answer, MoneyJson } from '../../api.ts';
import { sumOf } from '../../money-text.ts';

/** What is owed by line of the chart. */
export type OwedLine = Answer<'/v1/reports/aged-receivables/totals'>['lines'][number];
/** How old it is, in days. */
export type Age = keyof OwedLine['buckets'];

/** Ages from young to old. */
export const AGES = ['0-30', '31-60', '61-90', '90+'] as const satisfies readonly Age[];

/** An age in words. */
export const AGE_WORDS: Readonly<Record<Age, string>> = {
  '0-30': 'Up to 30 days',
  '31-60': '31 to 60 days',
  '61-90': '61 to 90 days',
  '90+': 'More than 90 days',
};

/** What is owed in one asset: by age, each with its parts by line, and in all. */
export type OwedBook = {
  readonly asset: string;
  readonly lines: readonly string[];
  readonly ages: readonly { readonly age: Age; readonly parts: readonly MoneyJson[]; readonly total: MoneyJson }[];
  readonly total: MoneyJson;
};

/** Adds lines up by asset and age. */
export function owedBooks(lines: readonly OwedLine[]): OwedBook[] {
  const assets = [...new Set(lines.map(({ open }) => open.asset))];
  return assets.map((asset) => {
    const own = lines.filter(({ open }) => open.asset === asset);
    return {
      asset,
      lines: own.map(({ line }) => line),
      ages: AGES.map((age) => {
        const parts = own.map(({ buckets }) => buckets[age]);
        return { age, parts, total: sumOf(parts, asset) };
      }),
      total: sumOf(
        own.map(({ open }) => open),
        asset,
      ),
    };
  });
}
