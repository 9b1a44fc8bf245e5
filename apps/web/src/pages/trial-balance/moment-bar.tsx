import { useEffect, useState } from 'react';
import { momentOf } from '../../words.ts';
import { localText, momentAt, ofLocalText, SPANS, STEPS, stepOf } from './moment.ts';
import type { MomentInHand } from './use-moment.ts';

/** A drag asks once it rests for this long. */
const REST_MS = 150;

const BY = [
  ['effective', 'What had happened'],
  ['recorded', 'What was booked'],
] as const;

/** The past moment: by which time, how far back, a slider, and a field for the second. */
export function MomentBar({ moment }: { moment: MomentInHand }) {
  const { by, at, known, span, now, setBy, setAt, setSpan, setKnown } = moment;
  return (
    <section className="panel moment" aria-label="Moment">
      <fieldset className="choice">
        <legend>By</legend>
        {BY.map(([name, title]) => (
          <label key={name}>
            <input type="radio" name="by" checked={by === name} onChange={() => setBy(name)} />
            {title}
          </label>
        ))}
      </fieldset>
      <fieldset className="choice">
        <legend>Back to</legend>
        {SPANS.map((each) => (
          <button
            key={each.key}
            type="button"
            aria-pressed={each.key === span.key && at !== undefined}
            aria-keyshortcuts={each.key}
            onClick={() => setSpan(each)}
          >
            {each.title} <kbd>{each.key}</kbd>
          </button>
        ))}
        <button type="button" aria-pressed={at === undefined} aria-keyshortcuts="n" onClick={() => setAt(undefined)}>
          Now <kbd>n</kbd>
        </button>
      </fieldset>
      <Slider key={`${by} ${span.key}`} moment={moment} />
      <label className="exact">
        Exactly
        <input
          type="datetime-local"
          step="1"
          max={localText(now)}
          value={localText(at ?? now)}
          onChange={(event) => setAt(ofLocalText(event.currentTarget.value))}
        />
      </label>
      {by === 'recorded' ? null : (
        <label className="exact">
          As the books stood on
          <input
            type="datetime-local"
            step="1"
            max={localText(now)}
            value={known === undefined ? '' : localText(known)}
            onChange={(event) => setKnown(ofLocalText(event.currentTarget.value))}
          />
        </label>
      )}
    </section>
  );
}

function Slider({ moment: { at, span, now, setAt } }: { moment: MomentInHand }) {
  const [draft, setDraft] = useState<number>();
  useEffect(() => {
    if (draft === undefined) return undefined;
    const timer = setTimeout(() => {
      setAt(momentAt(draft, span, now));
      setDraft(undefined);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [draft, setAt, span, now]);
  const step = draft ?? stepOf(at, span, now);
  const shown = momentAt(step, span, now);
  const text = shown === undefined ? 'now' : momentOf(new Date(shown).toISOString());
  return (
    <label className="slider">
      <span className="row">
        <span className="muted">{momentOf(new Date(now - span.ms).toISOString())}</span>
        <span className="muted">now</span>
      </span>
      <input
        type="range"
        min={0}
        max={STEPS}
        value={step}
        aria-label="Moment"
        aria-valuetext={text}
        onChange={(event) => setDraft(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}
