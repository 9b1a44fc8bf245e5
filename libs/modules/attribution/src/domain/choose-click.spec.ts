import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EpochMs, Id } from '#kernel';
import { chooseClick, isInWindow } from './choose-click.ts';

const click = (clickId: string, at: number) => ({ clickId: clickId as Id<'Click'>, at: at as EpochMs });

describe('chooseClick', () => {
  it('takes the last click of somebody who is enrolled', () => {
    const candidates = [click('a', 1), click('b', 3), click('c', 2)];
    expect(chooseClick(candidates, ({ clickId }) => (clickId === 'b' ? undefined : 'gold'))).toEqual({
      ...click('c', 2),
      tier: 'gold',
    });
  });

  it('answers nothing when nobody is', () => {
    expect(chooseClick([click('a', 1)], () => undefined)).toBeUndefined();
    expect(chooseClick([], () => 'gold')).toBeUndefined();
  });

  it('chooses the same click whatever the order of the candidates', () => {
    const clicks = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[0-9a-f]{1,3}$/), fc.integer({ min: 0, max: 3 })), {
      selector: ([id]) => id,
      minLength: 1,
    });
    fc.assert(
      fc.property(clicks, (given) => {
        const candidates = given.map(([id, at]) => click(id, at));
        expect(chooseClick(candidates.toReversed(), () => 'gold')).toEqual(chooseClick(candidates, () => 'gold'));
      }),
    );
  });
});

describe('isInWindow', () => {
  it.each([
    { clickAt: 100, placedAt: 100, windowMs: 10, counts: false },
    { clickAt: 99, placedAt: 100, windowMs: 10, counts: true },
    { clickAt: 90, placedAt: 100, windowMs: 10, counts: true },
    { clickAt: 89, placedAt: 100, windowMs: 10, counts: false },
    { clickAt: 101, placedAt: 100, windowMs: 10, counts: false },
  ])('says $counts for a click at $clickAt and an order at $placedAt', ({ clickAt, placedAt, windowMs, counts }) => {
    expect(isInWindow(clickAt as EpochMs, placedAt as EpochMs, windowMs)).toBe(counts);
  });
});
