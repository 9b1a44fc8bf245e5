import { describe, expect, it } from '@jest/globals';
import { runLedger } from './run-ledger.ts';

describe('simulate ledger', () => {
  it.each([1, 2, 3])(
    'comes to what the model says under faults, seed %i',
    async (seed) => {
      const report = await runLedger({ seed, steps: 60, say: () => undefined });
      expect(report.breaks).toEqual([]);
      expect(report.entries).toBeGreaterThan(100);
    },
    120_000,
  );
});
