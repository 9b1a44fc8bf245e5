/** How far the proof of a log entry has come. */
export type ProofState = 'logged' | 'signed' | 'anchored' | 'final';

const SAYS = {
  logged: { icon: '○', text: 'In the log', tone: 'waiting' },
  signed: { icon: '◔', text: 'Signed', tone: 'waiting' },
  anchored: { icon: '◑', text: 'Anchored', tone: 'waiting' },
  final: { icon: '●', text: 'Anchored, final', tone: 'final' },
} as const satisfies Record<ProofState, { icon: string; text: string; tone: string }>;

/** Sizes that a proof has reached: leaves up to them are covered. */
export type Coverage = {
  readonly signed: bigint;
  readonly anchored: bigint;
  readonly isFinal: boolean;
};

/** How far the leaf at `seq` is proven. */
export function proofStateOf(seq: string, { signed, anchored, isFinal }: Coverage): ProofState {
  const at = BigInt(seq);
  if (at <= anchored) return isFinal ? 'final' : 'anchored';
  return at <= signed ? 'signed' : 'logged';
}

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
