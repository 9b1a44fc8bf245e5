import type { ProofState } from '../proof-state.ts';

const SAYS = {
  logged: { icon: '○', text: 'In the log', tone: 'waiting' },
  signed: { icon: '◔', text: 'Signed', tone: 'waiting' },
  anchored: { icon: '◑', text: 'Anchored', tone: 'waiting' },
  final: { icon: '●', text: 'Anchored, final', tone: 'final' },
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
