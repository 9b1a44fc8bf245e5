import { RUN_STATES, type Run } from './run-words.ts';

/** Where a run is: icon and word. */
export function RunChip({ state }: { state: Run['state'] }) {
  const { icon, text, tone } = RUN_STATES[state];
  return (
    <span className={`chip ${tone}`}>
      <span aria-hidden="true">{icon}</span>
      {text}
    </span>
  );
}
