import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#kernel';
import { openPatiently } from './open-patiently.ts';
import { aLogger } from './testing.ts';

class Down extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'sample.down';
  constructor() {
    super('sample is down');
  }
}

describe('opening a service', () => {
  it('asks again while it is down, says which one, and answers once it is up', async () => {
    const { logger, lines } = aLogger();
    let tries = 0;
    const open = async (): Promise<string> => {
      tries += 1;
      if (tries < 3) throw new Down();
      return 'open';
    };
    expect(await openPatiently(open, logger, { pauseMs: 1 })).toBe('open');
    expect(lines).toMatchObject([
      { event: 'service.unavailable', code: 'sample.down' },
      { event: 'service.unavailable', code: 'sample.down' },
    ]);
  });

  it('ends with what it said when it stays down, and at once when asking again is no use', async () => {
    const { logger } = aLogger();
    const down = openPatiently(() => Promise.reject(new Down()), logger, { patienceMs: 5, pauseMs: 1 });
    await expect(down).rejects.toThrow('sample is down');
    let tries = 0;
    const wrong = (): Promise<never> => {
      tries += 1;
      return Promise.reject(new Error('wrong password'));
    };
    await expect(openPatiently(wrong, logger)).rejects.toThrow('wrong password');
    expect(tries).toBe(1);
  });
});
