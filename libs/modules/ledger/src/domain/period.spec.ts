import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { EpochMs } from '#kernel';
import { PERIOD_TOPIC, goesItsWay, periodHash } from './period.ts';

const at = (ms: number): EpochMs => ms as EpochMs;

describe('a move of the period', () => {
  it.each([
    ['close', 2, 1, true],
    ['close', 1, 1, false],
    ['close', 1, 2, false],
    ['close', 1, undefined, true],
    ['close', undefined, 1, false],
    ['close', undefined, undefined, false],
    ['reopen', 1, 2, true],
    ['reopen', 1, 1, false],
    ['reopen', 2, 1, false],
    ['reopen', undefined, 1, true],
    ['reopen', 1, undefined, false],
    ['reopen', undefined, undefined, false],
  ] as const)('to %s up to %s from %s goes its way: %s', (kind, until, before, goes) => {
    const move = {
      kind,
      until: until === undefined ? undefined : at(until),
      before: before === undefined ? undefined : at(before),
    };
    expect(goesItsWay(move)).toBe(goes);
  });

  it('is fixed in the log by who did it and why, a line each', () => {
    const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
    const move = { kind: 'reopen', until: undefined, before: at(5), by: 'anna', reason: 'a late invoice' } as const;
    expect(periodHash(move).toString('hex')).toBe(hashOf('reopen\n\n5\nanna\na late invoice'));
    expect(periodHash({ ...move, kind: 'close', until: at(7), before: undefined }).toString('hex')).toBe(
      hashOf('close\n7\n\nanna\na late invoice'),
    );
    expect(PERIOD_TOPIC).toBe('ledger.period');
  });
});
