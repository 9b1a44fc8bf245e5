import type { MoneyJson } from '../api.ts';
import { spell } from '../money-text.ts';

/** A change of an amount: an arrow, the sign, and the figures; no arrow where nothing changed. */
export function Delta({ value }: { value: MoneyJson }) {
  const { figures, code } = spell(value);
  const [icon, sign] = value.amount === '0' ? ['', ''] : value.amount.startsWith('-') ? ['▾', ''] : ['▴', '+'];
  return (
    <span className="money">
      <span aria-hidden="true" className="muted">
        {icon}
      </span>{' '}
      {sign}
      {figures} <span className="unit">{code}</span>
    </span>
  );
}
