import type { MoneyJson } from '../api.ts';
import { Money, moneyText } from './money.tsx';
import { type MoneyState, StateChip } from './state-chip.tsx';

/** One part of a whole. */
export type Part = { readonly state: MoneyState; readonly value: MoneyJson; readonly meaning: string };

const WIDTH = 1_000n;

/** Money by state as one bar whose parts add up to the whole, and the same as a list with amounts. */
export function StateBar({ parts, total }: { parts: readonly Part[]; total: MoneyJson }) {
  return (
    <div className="state-bar">
      <svg viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" role="img" aria-label={sentence(parts, total)}>
        <rect width={String(WIDTH)} height="10" className="part" />
        {segments(parts, BigInt(total.amount)).map(({ state, from, width }) => (
          <rect key={state} x={from} width={width} height="10" className={`part ${state}`} />
        ))}
      </svg>
      <ul>
        {parts.map(({ state, value, meaning }) => (
          <li key={state}>
            <span className={`swatch ${state}`} aria-hidden="true" />
            <StateChip state={state} />
            <Money value={value} />
            <span className="muted meaning">{meaning}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function sentence(parts: readonly Part[], total: MoneyJson): string {
  return `${moneyText(total)} in all: ${parts.map(({ state, value }) => `${state} ${moneyText(value)}`).join(', ')}`;
}

/** Edges are rounded from running sums, so that the parts meet and the last one ends where the bar does. */
function segments(parts: readonly Part[], total: bigint): { state: MoneyState; from: string; width: string }[] {
  if (total === 0n) return [];
  let sum = 0n;
  return parts.map(({ state, value }) => {
    const from = (sum * WIDTH) / total;
    sum += BigInt(value.amount);
    return { state, from: String(from), width: String((sum * WIDTH) / total - from) };
  });
}
