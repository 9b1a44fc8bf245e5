import type { MoneyJson } from '../api.ts';
import { moneyText } from '../money-text.ts';

const WIDTH = 1_000n;

/** How much of `whole` is there already, as a bar; read aloud as the amounts. */
export function ShareBar({ part, whole, label }: { part: MoneyJson; whole: MoneyJson; label: string }) {
  const total = BigInt(whole.amount);
  const filled = total === 0n ? 0n : (BigInt(part.amount) * WIDTH) / total;
  return (
    <svg
      className="share"
      viewBox={`0 0 ${WIDTH} 10`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${label}: ${moneyText(part)} of ${moneyText(whole)}`}
    >
      <rect width={String(WIDTH)} height="10" className="part" />
      <rect width={String(filled)} height="10" className="part paid" />
    </svg>
  );
}
