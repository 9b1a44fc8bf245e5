/** How far the proof of a log entry has come. */
export type ProofState = 'logged' | 'signed' | 'anchored' | 'final';

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
