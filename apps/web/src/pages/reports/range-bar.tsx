import { useState } from 'react';
import { type Range, RANGES, rangeFault, rangeOf } from './range.ts';

type Props = { readonly range: Range; readonly today: string; readonly onChange: (range: Range) => void };

const FIELDS = [
  ['from', 'From'],
  ['to', 'To'],
] as const;

/**
 * From which day to which: two fields, and ranges by a press. A range that cannot be stays as it is written and is said to be
 * wrong; the report stays what it was.
 */
export function RangeBar({ range, today, onChange }: Props) {
  const [draft, setDraft] = useState<Range>();
  const shown = draft ?? range;
  const fault = rangeFault(shown);
  const put = (next: Range): void => {
    const isWrong = rangeFault(next) !== undefined;
    setDraft(isWrong ? next : undefined);
    if (!isWrong) onChange(next);
  };
  return (
    <div className="range">
      {FIELDS.map(([name, title]) => (
        <label key={name}>
          {title}
          <input
            type="date"
            value={shown[name]}
            aria-invalid={fault !== undefined}
            aria-describedby="range-says"
            onChange={(event) => put({ ...shown, [name]: event.currentTarget.value })}
          />
        </label>
      ))}
      <fieldset className="choice presets">
        <legend>Or</legend>
        {RANGES.map((name) => {
          const own = rangeOf(name, today);
          return (
            <button
              key={name}
              type="button"
              aria-pressed={own.from === range.from && own.to === range.to}
              onClick={() => put(own)}
            >
              {name}
            </button>
          );
        })}
      </fieldset>
      <p id="range-says" className={fault === undefined ? 'hint' : 'hint broken'}>
        {fault ?? 'Days of the book, both included.'}
      </p>
    </div>
  );
}
