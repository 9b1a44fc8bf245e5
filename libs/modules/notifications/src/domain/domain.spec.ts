import { describe, expect, it } from '@jest/globals';
import { type EpochMs, newId } from '#kernel';
import { judge } from './delivery.ts';
import { deliveryIdOf, messageOf } from './message.ts';
import { MOST_ATTEMPTS, PAUSES_MS, retryAt } from './retry-schedule.ts';
import { checkTargetUrl } from './target-url.ts';
import { signedContent, symmetricSignature } from './webhook-signature.ts';

const NOW = 1_700_000_000_000 as EpochMs;
const HOUR_MS = 3_600_000;

describe('webhook signatures', () => {
  // The example of Standard Webhooks' own test suites.
  it('meets the published example', () => {
    const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const content = signedContent('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}');
    expect(symmetricSignature(secret, content)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
});

describe('retries', () => {
  it('take about 75 hours, each within a tenth of its pause, and not all at one time', () => {
    expect(PAUSES_MS.reduce((sum, pause) => sum + pause, 0) / HOUR_MS).toBeCloseTo(75.6, 1);
    const deliveries = Array.from({ length: 200 }, () => newId<'Delivery'>(NOW));
    for (const [index, pause] of PAUSES_MS.entries()) {
      const waits = deliveries.map((id) => (retryAt(id, index + 1, NOW) ?? 0) - NOW);
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(pause * 0.9 - 1);
      expect(Math.max(...waits)).toBeLessThanOrEqual(pause * 1.1 + 1);
      expect(new Set(waits).size).toBeGreaterThan(100);
    }
    expect(retryAt(newId(NOW), MOST_ATTEMPTS, NOW)).toBeUndefined();
  });

  it('end with an answer of 2xx, with 410, or when there are none left', () => {
    const id = newId<'Delivery'>(NOW);
    const durationMs = 1;
    expect(judge(id, 1, { outcome: 'accepted', status: 200, durationMs }, NOW)).toEqual({ state: 'delivered' });
    expect(judge(id, 1, { outcome: 'refused', status: 410, durationMs }, NOW)).toMatchObject({ state: 'stopped' });
    expect(judge(id, 1, { outcome: 'refused', status: 404, durationMs }, NOW)).toMatchObject({ state: 'waiting' });
    expect(judge(id, MOST_ATTEMPTS, { outcome: 'timeout', durationMs }, NOW)).toEqual({ state: 'failed' });
  });
});

describe('messages', () => {
  it('have ids that follow from what happened, per organisation and endpoint', () => {
    const organisationId = newId<'Organisation'>(NOW);
    const notice = { organisationId, type: 'payout.frozen', subject: 'run', at: NOW, data: {} } as const;
    expect(messageOf(notice)).toEqual(messageOf(notice));
    expect(messageOf({ ...notice, subject: 'other' }).id).not.toBe(messageOf(notice).id);
    expect(messageOf({ ...notice, organisationId: newId(NOW) }).id).not.toBe(messageOf(notice).id);
    expect(messageOf({ ...notice, type: 'payout.settled' }).id).not.toBe(messageOf(notice).id);
    const ways = [newId<'Endpoint'>(NOW), newId<'Endpoint'>(NOW)].map((id) => deliveryIdOf(messageOf(notice), NOW, id));
    expect(new Set(ways).size).toBe(2);
  });
});

describe('addresses of endpoints', () => {
  const rules = { mayUseHttp: false, allowedTargets: new Set(['localhost:8080']) };
  it('are https, or named by whoever runs the process', () => {
    expect(checkTargetUrl('https://a.example/x', rules).href).toBe('https://a.example/x');
    expect(checkTargetUrl('http://localhost:8080/x', rules).href).toBe('http://localhost:8080/x');
    expect(checkTargetUrl('http://a.example/', { ...rules, mayUseHttp: true }).href).toBe('http://a.example/');
    for (const url of [
      'http://a.example/',
      'http://localhost:81/',
      '/x',
      'https://a.example/#x',
      'https://u@a.example/',
    ]) {
      expect(() => checkTargetUrl(url, rules)).toThrow(
        expect.objectContaining({ code: 'notifications.target_refused' }),
      );
    }
  });
});
