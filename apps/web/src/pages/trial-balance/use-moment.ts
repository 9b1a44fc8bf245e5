import { useCallback, useEffect, useState } from 'react';
import { usePut } from '../../use-put.ts';
import { type By, SPANS, type Span } from './moment.ts';

/** The moment that is looked at, as the address says it, and how to move it. */
export type MomentInHand = {
  readonly by: By;
  /** Undefined for now. */
  readonly at: number | undefined;
  /** As the books stood then, for what had happened; undefined for as they stand now. */
  readonly known: number | undefined;
  readonly span: Span;
  /** The latest moment of the slider: when the screen was opened. */
  readonly now: number;
  readonly setBy: (by: By) => void;
  readonly setAt: (at: number | undefined) => void;
  readonly setSpan: (span: Span) => void;
  readonly setKnown: (known: number | undefined) => void;
};

const [HOUR] = SPANS;
const QUARTER = SPANS[4];

/** What happened reaches back for months; what was booked is looked at by the hour first. */
export function useMoment(): MomentInHand {
  const [search, put] = usePut();
  const [now] = useState(() => Date.now());
  const by: By = search.get('by') === 'recorded' ? 'recorded' : 'effective';
  const span = SPANS.find(({ key }) => key === search.get('span')) ?? (by === 'recorded' ? HOUR : QUARTER);
  const [given, known] = ['at', 'known'].map((name) => Date.parse(search.get(name) ?? ''));
  const setAt = useCallback(
    (at: number | undefined) => put({ at: at === undefined ? undefined : new Date(at).toISOString() }),
    [put],
  );
  const setSpan = useCallback(
    (next: Span) => put({ span: next.key, at: new Date(now - next.ms).toISOString() }),
    [put, now],
  );
  useKeys(now, setAt, setSpan);
  return {
    by,
    at: instantOf(given),
    known: by === 'effective' ? instantOf(known) : undefined,
    span,
    now,
    setBy: (next) => put({ by: next, span: undefined, at: undefined, known: undefined }),
    setKnown: (next) => put({ known: next === undefined ? undefined : new Date(next).toISOString() }),
    setAt,
    setSpan,
  };
}

function instantOf(time: number | undefined): number | undefined {
  return time === undefined || Number.isNaN(time) ? undefined : time;
}

/** One key for each span, and n for now; not while somebody writes. */
function useKeys(now: number, setAt: (at: undefined) => void, setSpan: (span: Span) => void): void {
  useEffect(() => {
    const press = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): void => {
      if (ctrlKey || metaKey || altKey) return;
      if (target instanceof HTMLInputElement && target.type !== 'range' && target.type !== 'radio') return;
      if (target instanceof HTMLSelectElement) return; // It looks for what begins with that letter.
      const span = SPANS.find((each) => each.key === key);
      if (span !== undefined) setSpan(span);
      else if (key === 'n') setAt(undefined);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [now, setAt, setSpan]);
}
