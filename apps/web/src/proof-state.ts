/** How far the proof of a log entry has come. */
export type ProofState = 'logged' | 'signed' | 'anchored' | 'final';

/** Sizes that a proof has reached: leaves up to them are covered. */
export type Coverage = {
  readonly signed: bigint;
  readonly anchored: bigint;
  /** Up to here no reorg takes the anchor away. */
  readonly final: bigint;
};

/** How far the leaf at `seq` is proven. */
export function proofStateOf(seq: string, { signed, anchored, final }: Coverage): ProofState {
  const at = BigInt(seq);
  if (at <= final) return 'final';
  if (at <= anchored) return 'anchored';
  return at <= signed ? 'signed' : 'logged';
}
