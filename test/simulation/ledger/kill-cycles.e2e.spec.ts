import { describe, expect, it } from '@jest/globals';
import { runKillCycles } from './kill-cycles.ts';

describe('simulate kills', () => {
  it('keeps every acknowledged entry, once and where it was said to be, over 25 kills of poster and PostgreSQL', async () => {
    const { breaks, acknowledged, kills } = await runKillCycles({ cycles: 25, seed: 3, say: () => undefined });
    expect(breaks).toEqual([]);
    expect(Object.keys(kills).toSorted()).toEqual(['poster', 'postgres', 'postgres, immediate stop']);
    expect(acknowledged).toBeGreaterThan(500);
  }, 300_000);
});
