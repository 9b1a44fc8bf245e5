import type { ReactNode } from 'react';

/** A step on the way: what it is, how far it has come, and what there is to say about it. */
export type TimelineStep = {
  readonly title: string;
  readonly state: 'done' | 'now' | 'later' | 'failed';
  readonly note?: ReactNode;
};

const MARKS = {
  done: { icon: '✓', text: 'Done', tone: 'final' },
  now: { icon: '…', text: 'Going on', tone: 'waiting' },
  later: { icon: '○', text: 'Not yet', tone: 'plain' },
  failed: { icon: '✗', text: 'Failed', tone: 'broken' },
} as const satisfies Record<TimelineStep['state'], { icon: string; text: string; tone: string }>;

/** Steps in their order, each with its mark; the word is there for who does not see the mark. */
export function Timeline({ label, steps }: { label: string; steps: readonly TimelineStep[] }) {
  return (
    <ol className="chapters" aria-label={label}>
      {steps.map(({ title, state, note }) => (
        <li key={title} aria-current={state === 'now' ? 'step' : undefined}>
          <span className={`mark ${MARKS[state].tone}`}>
            <span aria-hidden="true">{MARKS[state].icon}</span>
            <span className="hidden">{MARKS[state].text}</span>
          </span>
          <div>
            <h3>{title}</h3>
            {note === undefined ? null : <p>{note}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
