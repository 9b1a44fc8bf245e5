import type { MoneyJson } from '../api.ts';

/** Minor units with their decimals, the currency after the number in a muted tone; a true minus sign. */
export function Money({ value }: { value: MoneyJson }) {
  const [code = '', decimals = '0'] = value.asset.split('/');
  const places = Number.parseInt(decimals, 10);
  const isNegative = value.amount.startsWith('-');
  const digits = value.amount.replace('-', '').padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ',');
  const part = places === 0 ? '' : `.${digits.slice(-places)}`;
  return (
    <span className="money">
      {isNegative ? '−' : ''}
      {whole}
      {part} <span className="unit">{code}</span>
    </span>
  );
}
