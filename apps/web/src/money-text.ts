import type { MoneyJson } from './api.ts';
import { grouped } from './words.ts';

/** An amount as it is written: the figures to the last minor unit, and the currency apart. */
export type Spelled = { readonly figures: string; readonly code: string };

/** Writes minor units with their decimals, thousands apart, and a true minus sign. */
export function spell({ amount, asset }: MoneyJson): Spelled {
  const [code = '', decimals = '0'] = asset.split('/');
  const places = Number.parseInt(decimals, 10);
  const digits = amount.replace('-', '').padStart(places + 1, '0');
  const part = places === 0 ? '' : `.${digits.slice(-places)}`;
  const sign = amount.startsWith('-') ? '−' : '';
  return { figures: sign + grouped(digits.slice(0, digits.length - places)) + part, code };
}

/** The same as plain text, for labels that are read aloud. */
export function moneyText(value: MoneyJson): string {
  const { figures, code } = spell(value);
  return `${figures} ${code}`;
}

/** The same for a machine: no thousands, a plain minus, no currency. */
export function plainDecimal(value: MoneyJson): string {
  return spell(value).figures.replaceAll(',', '').replace('−', '-');
}

/** The sum of amounts of one asset; of none it is zero of `asset`. */
export function sumOf(values: readonly MoneyJson[], asset: string): MoneyJson {
  return { amount: String(values.reduce((sum, { amount }) => sum + BigInt(amount), 0n)), asset };
}
