import { assert } from '#kernel';
import type { Nanos } from './nanos.ts';

/**
 * The least whole bid from 1 to `bid` that `keeps` accepts. `keeps` accepts `bid` and, with a bid, every higher one;
 * `guess` is where that begins but for rounding, so that only a few bids are tried.
 */
export function leastBid(keeps: (bid: Nanos) => boolean, guess: number, bid: Nanos): Nanos {
  let least = Math.min(Math.max(Math.ceil(guess), 1), bid);
  while (least > 1 && keeps(least - 1)) least -= 1;
  while (!keeps(least)) {
    least += 1;
    assert(least <= bid, 'the winner keeps its slot at its own bid');
  }
  return least;
}
