import type { StepStatus } from '#verify';

const MARKS = {
  unchecked: { icon: '○', text: 'Not checked yet', tone: 'plain' },
  ok: { icon: '✓', text: 'Proven', tone: 'final' },
  pending: { icon: '…', text: 'Not complete yet', tone: 'waiting' },
  failed: { icon: '✗', text: 'Failed', tone: 'broken' },
} as const satisfies Record<StepStatus | 'unchecked', { icon: string; text: string; tone: string }>;

/** What came of a check, as a mark before it; the word is there for who does not see the mark. */
export function Mark({ status }: { status: StepStatus | 'unchecked' }) {
  const { icon, text, tone } = MARKS[status];
  return (
    <span className={`mark ${tone}`}>
      <span aria-hidden="true">{icon}</span>
      <span className="hidden">{text}</span>
    </span>
  );
}

/** The status of several checks together: that of the worst; unchecked for none. */
export function together(found: readonly { readonly status: StepStatus }[]): StepStatus | 'unchecked' {
  if (found.length === 0) return 'unchecked';
  const worst = found.find(({ status }) => status === 'failed') ?? found.find(({ status }) => status === 'pending');
  return worst?.status ?? 'ok';
}
