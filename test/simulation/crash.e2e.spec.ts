import { describe, expect, it } from '@jest/globals';
import { runCrash } from './crash.ts';

// The short form of `npm run simulate -- crash`; docs/operating/crash-test.md has the last long run.
const ROUNDS = 5;
const SEED = 20_261;

describe('the whole product, killed at random points of its demo while clients use it', () => {
  it('loses nothing that it acknowledged, doubles nothing, and ends with the sums of an undisturbed run', async () => {
    const said: string[] = [];
    const { kills, acknowledged, breaks } = await runCrash({
      rounds: ROUNDS,
      seed: SEED,
      days: 30,
      say: (line) => said.push(line),
    });
    expect({ breaks, said: breaks.length === 0 ? [] : said }).toEqual({ breaks: [], said: [] });
    expect(kills).toBe(ROUNDS);
    expect(acknowledged.orders).toBeGreaterThan(0);
  }, 900_000);
});
