import type { MomentQuery } from '../../queries.ts';

/** What a past moment is told by: when things happened, or when they were booked. */
export type By = 'effective' | 'recorded';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How far back the slider reaches; a key puts the moment at its beginning. */
export const SPANS = [
  { key: 'h', title: 'Hour', ms: 60 * MINUTE },
  { key: 't', title: 'Day', ms: DAY },
  { key: 'w', title: 'Week', ms: 7 * DAY },
  { key: 'm', title: 'Month', ms: 30 * DAY },
  { key: 'q', title: 'Quarter', ms: 91 * DAY },
  { key: 'y', title: 'Year', ms: 365 * DAY },
] as const;

/** One of the spans. */
export type Span = (typeof SPANS)[number];

/** Steps of the slider; the last one is now. */
export const STEPS = 240;

/** Where the slider stands for a moment: 0 for the beginning of the span and before, `STEPS` for now. */
export function stepOf(at: number | undefined, span: Span, now: number): number {
  if (at === undefined || at >= now) return STEPS;
  const step = Math.round(((at - (now - span.ms)) / span.ms) * STEPS);
  return Math.min(Math.max(step, 0), STEPS - 1);
}

/** The moment of a step, in whole seconds; undefined for now. */
export function momentAt(step: number, span: Span, now: number): number | undefined {
  if (step >= STEPS) return undefined;
  return Math.floor((now - span.ms + (span.ms * step) / STEPS) / 1_000) * 1_000;
}

/** The moment as the API takes it; `known` is up to when of what had happened the books may have known. */
export function momentQuery(by: By, at: number | undefined, known?: number): MomentQuery {
  const [instant, limit] = [at, by === 'effective' ? known : undefined].map((each) =>
    each === undefined ? undefined : new Date(each).toISOString(),
  );
  if (by === 'recorded') return instant === undefined ? {} : { recorded_at: instant };
  return {
    ...(instant === undefined ? {} : { effective_at: instant }),
    ...(limit === undefined ? {} : { recorded_at: limit }),
  };
}

/** The moment as `datetime-local` writes it, in the reader's zone. */
export function localText(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * MINUTE;
  return new Date(at - offset).toISOString().slice(0, 19);
}

/** What `datetime-local` says, in the reader's zone; undefined for what is no moment. */
export function ofLocalText(text: string): number | undefined {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? undefined : at;
}
