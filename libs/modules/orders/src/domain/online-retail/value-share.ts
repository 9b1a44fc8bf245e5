import { assert, InvalidInput } from '#kernel';

/**
 * Picks sales one after the other so that the picked value stays at `numerator / denominator` of all value,
 * never off by more than half of the largest sale. The same sales in the same order give the same picks.
 */
export class ValueShare {
  #total = 0n;
  #picked = 0n;

  constructor(
    private readonly numerator: bigint,
    private readonly denominator: bigint,
  ) {
    assert(numerator >= 0n && denominator > 0n && numerator <= denominator, 'a share is between 0 and 1');
  }

  /** Whether a sale of `value` is picked; nearer to the share with it than without it, ties are picked. */
  take(value: bigint): boolean {
    this.#total += value;
    const owed = this.numerator * this.#total - this.denominator * this.#picked;
    const isPicked = this.numerator > 0n && 2n * owed >= this.denominator * value;
    if (isPicked) this.#picked += value;
    return isPicked;
  }

  /** What has gone by so far. */
  get seen(): { readonly total: bigint; readonly picked: bigint } {
    return { total: this.#total, picked: this.#picked };
  }
}

/** Reads `0.25` exactly. @throws {InvalidInput} unless it is a decimal from 0 to 1 with at most 6 digits behind the point. */
export function parseShare(text: string): ValueShare {
  const digits = /^([01])(?:\.(\d{1,6}))?$/.exec(text);
  const millionths = digits === null ? -1n : BigInt(`${digits[1]}${(digits[2] ?? '').padEnd(6, '0')}`);
  if (millionths < 0n || millionths > 1_000_000n) {
    throw new InvalidInput('attribute', `${text} is not a share such as 0.25`);
  }
  return new ValueShare(millionths, 1_000_000n);
}
