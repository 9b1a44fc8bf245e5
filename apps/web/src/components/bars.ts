const HEIGHT = 1_000n;
const STEP = 20;
const GAP = 4;

/** A bar in the chart's own units. */
export type BarShape = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/**
 * Bars as high as `values` are large against the largest, from zero; what is more than nothing is at least one unit high.
 * The largest fills the chart.
 */
export function barsOf(values: readonly bigint[]): { width: number; height: number; shapes: BarShape[] } {
  const most = values.reduce((top, value) => (value > top ? value : top), 0n);
  const shapes = values.map((value, at) => {
    const share = most === 0n ? 0n : (value * HEIGHT) / most;
    const high = Number.parseInt(String(value > 0n && share === 0n ? 1n : share), 10);
    const height = Number.parseInt(String(HEIGHT), 10);
    return { x: at * STEP + GAP / 2, y: height - high, width: STEP - GAP, height: high };
  });
  return { width: Math.max(values.length, 1) * STEP, height: Number.parseInt(String(HEIGHT), 10), shapes };
}
