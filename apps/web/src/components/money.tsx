import type { MoneyJson } from '../api.ts';
import { spell } from '../money-text.ts';

/** An amount to the last minor unit, the currency after it in a muted tone. */
export function Money({ value }: { value: MoneyJson }) {
  const { figures, code } = spell(value);
  return (
    <span className="money">
      {figures} <span className="unit">{code}</span>
    </span>
  );
}
