import { describe, expect, it } from '@jest/globals';
import { anchorTurn } from './anchor-turn.ts';

describe('the turn of an anchor', () => {
  it('has come when the log has grown and nothing is on its way', () => {
    expect(anchorTurn(10n, 0n, [])).toBe('now');
    expect(anchorTurn(11n, 10n, [])).toBe('now');
    expect(anchorTurn(10n, 10n, [])).toBe('nothing new');
  });

  it('waits for one that is in no block, so that two never race for one nonce or one size', () => {
    expect(anchorTurn(12n, 10n, [{ state: 'waiting', size: 11n }])).toBe('on its way');
    expect(anchorTurn(12n, 10n, [{ state: 'sent', size: 11n }])).toBe('on its way');
    expect(
      anchorTurn(12n, 10n, [
        { state: 'mined', size: 10n },
        { state: 'sent', size: 11n },
      ]),
    ).toBe('on its way');
  });

  it('does not wait for finality, which may take longer than the schedule', () => {
    expect(anchorTurn(12n, 11n, [{ state: 'mined', size: 11n }])).toBe('now');
    expect(
      anchorTurn(12n, 11n, [
        { state: 'mined', size: 10n },
        { state: 'mined', size: 11n },
      ]),
    ).toBe('now');
  });

  it('waits for one that the newest block has lost: it goes out again first', () => {
    expect(anchorTurn(12n, 10n, [{ state: 'mined', size: 11n }])).toBe('lost by a reorg');
  });
});
