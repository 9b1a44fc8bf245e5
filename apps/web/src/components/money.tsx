import type { MoneyJson } from '../api.ts';
import { grouped } from '../words.ts';

/** Minor units with their decimals, the currency after the number in a muted tone; a true minus sign. */
export function Money({ value }: { value: MoneyJson }) {
  const { sign, digits, code } = spell(value);
  return (
    <span className="money">
      {sign}
      {digits} <span className="unit">{code}</span>
    </span>
  );
}

/** The same as plain text, for labels that are read aloud. */
export function moneyText(value: MoneyJson): string {
  const { sign, digits, code } = spell(value);
  return `${sign}${digits} ${code}`;
}

function spell({ amount, asset }: MoneyJson): { sign: string; digits: string; code: string } {
  const [code = '', decimals = '0'] = asset.split('/');
  const places = Number.parseInt(decimals, 10);
  const digits = amount.replace('-', '').padStart(places + 1, '0');
  const part = places === 0 ? '' : `.${digits.slice(-places)}`;
  return {
    sign: amount.startsWith('-') ? '−' : '',
    digits: grouped(digits.slice(0, digits.length - places)) + part,
    code,
  };
}
