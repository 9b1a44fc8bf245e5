import fc from 'fast-check';
import { SeededRandom } from './random.ts';

describe('SeededRandom', () => {
  it('gives the same numbers for the same seed, on every machine', () => {
    const random = new SeededRandom(42);
    expect([random.uint32(), random.uint32(), random.uint32()]).toEqual([551831576, 144025891, 322543647]);
  });

  it('forks by name without depending on what else is drawn from the fork', () => {
    const numbers = (name: string) => new SeededRandom(7).fork(name).uint32();
    expect(numbers('clicks')).toBe(numbers('clicks'));
    expect(numbers('clicks')).not.toBe(numbers('orders'));
  });

  it('stays between its bounds and reaches both', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(5), (seed, least, width) => {
        const random = new SeededRandom(seed);
        const seen = new Set(Array.from({ length: 400 }, () => random.between(least, least + width)));
        expect([Math.min(...seen), Math.max(...seen)]).toEqual([least, least + width]);
      }),
    );
  });

  it('draws weights in proportion', () => {
    const random = new SeededRandom(1);
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 30_000; draw += 1) counts[random.weighted([1, 0, 2])]! += 1;
    expect(counts[1]).toBe(0);
    expect(counts[0]! / 30_000).toBeCloseTo(1 / 3, 1);
  });
});
