/** What one run of clients did. */
export type Load = { readonly perSecond: number; readonly p99Ms: number };

/** Runs `clients` loops of `step` for `seconds`; `weight` is how many operations one step is. */
export async function underLoad(
  clients: number,
  seconds: number,
  step: () => Promise<void>,
  weight = 1,
): Promise<Load> {
  const began = performance.now();
  const until = began + seconds * 1000;
  const latencies: number[] = [];
  const loop = async (): Promise<void> => {
    while (performance.now() < until) {
      const from = performance.now();
      await step();
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: clients }, loop));
  const elapsed = (performance.now() - began) / 1000;
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    perSecond: (latencies.length * weight) / elapsed,
    p99Ms: sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN,
  };
}
