const WIDTH = 1_000n;
const HEIGHT = 1_000n;

/** A line in the chart's own units: its path, and how high zero lies. */
export type LineShape = {
  readonly width: number;
  readonly height: number;
  readonly path: string;
  readonly zero: number;
};

/**
 * A line that stays at each of `values` until the next one, as a balance does, from left to right. Zero is always in the picture:
 * the chart reaches from the least to the most of zero and all values.
 */
export function lineOf(values: readonly bigint[]): LineShape {
  const most = values.reduce((top, value) => (value > top ? value : top), 0n);
  const least = values.reduce((low, value) => (value < low ? value : low), 0n);
  const range = most - least;
  const yOf = (value: bigint): string => String(range === 0n ? HEIGHT : ((most - value) * HEIGHT) / range);
  const steps = BigInt(values.length);
  const path = values
    .map((value, at) => {
      const [from, to] = [(BigInt(at) * WIDTH) / steps, (BigInt(at + 1) * WIDTH) / steps];
      return `${at === 0 ? 'M' : 'L'}${from} ${yOf(value)}H${to}`;
    })
    .join('');
  return {
    width: Number.parseInt(String(WIDTH), 10),
    height: Number.parseInt(String(HEIGHT), 10),
    path,
    zero: Number.parseInt(yOf(0n), 10),
  };
}
