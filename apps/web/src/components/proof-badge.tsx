/** How far the proof of a log entry has come. */
export type ProofState = 'logged' | 'signed' | 'anchored';

const SAYS = {
  logged: { icon: '○', text: 'in the log', tone: 'waiting' },
  signed: { icon: '◐', text: 'in a signed checkpoint', tone: 'waiting' },
  anchored: { icon: '●', text: 'anchored on chain', tone: 'final' },
} as const satisfies Record<ProofState, { icon: string; text: string; tone: string }>;

/** Icon and word; never colour alone. */
export function ProofBadge({ state }: { state: ProofState }) {
  const { icon, text, tone } = SAYS[state];
  return (
    <span className={`badge ${tone}`}>
      <span aria-hidden="true">{icon}</span>
      {text}
    </span>
  );
}
