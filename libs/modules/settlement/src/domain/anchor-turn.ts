/** A wish for an anchor that is not final yet. */
export type OpenAnchor = {
  readonly state: 'waiting' | 'sent' | 'mined';
  /** Leaves of the head that it puts on the chain. */
  readonly size: bigint;
};

/** Why no anchor is wished now, or that one is. */
export type AnchorTurn = 'now' | 'nothing new' | 'on its way' | 'lost by a reorg';

/**
 * Whether a head of `size` leaves may be wished, with a proof from the `anchored` ones that the newest block has.
 * One that is mined but not final does not stand in the way: its bytes go out again before the next one's, whatever the
 * chain does. But where the newest block does not have it, the proof would start from what will be gone.
 */
export function anchorTurn(size: bigint, anchored: bigint, open: readonly OpenAnchor[]): AnchorTurn {
  if (open.some(({ state }) => state !== 'mined')) return 'on its way';
  if (open.some((wish) => wish.size > anchored)) return 'lost by a reorg';
  return size > anchored ? 'now' : 'nothing new';
}
