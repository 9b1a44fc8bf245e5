import type { MoneyJson } from '../api.ts';
import { moneyText } from '../money-text.ts';
import { BAR_WIDTH, segmentsOf } from './bar-segments.ts';
import { Money } from './money.tsx';
import { type MoneyState, StateChip } from './state-chip.tsx';

/** One part of a whole. */
export type Part = { readonly state: MoneyState; readonly value: MoneyJson; readonly meaning: string };

/** Money by state as one bar whose parts add up to the whole, and the same as a list with amounts. */
export function StateBar({ parts, total }: { parts: readonly Part[]; total: MoneyJson }) {
  return (
    <div className="state-bar">
      <svg viewBox={`0 0 ${BAR_WIDTH} 10`} preserveAspectRatio="none" role="img" aria-label={sentence(parts, total)}>
        <rect width={String(BAR_WIDTH)} height="10" className="part" />
        {segmentsOf(parts.map(({ value }) => BigInt(value.amount))).map(({ from, width }, at) => (
          <rect
            key={parts[at]?.state}
            x={from}
            width={width}
            height="10"
            className={`part ${parts[at]?.state ?? ''}`}
          />
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
