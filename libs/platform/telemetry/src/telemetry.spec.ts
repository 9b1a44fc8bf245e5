import { describe, expect, it } from '@jest/globals';
import { withContext } from './context.ts';
import { PrometheusMetrics } from './metrics.ts';
import { aLogger } from './testing.ts';

describe('logger', () => {
  it('writes one JSON line with level, time and event', () => {
    const { logger, lines } = aLogger();
    logger.info({ event: 'payouts.batch_sent', payouts: 3, duration_ms: 12 });
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        event: 'payouts.batch_sent',
        payouts: 3,
        duration_ms: 12,
      },
    ]);
  });

  it('removes secrets at any depth that we log', () => {
    const { logger, lines } = aLogger();
    logger.info({
      event: 'x',
      password: 'a',
      user: { email: 'b' },
      req: { headers: { authorization: 'c', 'x-api-key': 'd' } },
    });
    expect(JSON.stringify(lines)).not.toMatch(/"[abcd]"/);
  });

  it('adds the request or job that the line belongs to', () => {
    const { logger, lines } = aLogger();
    withContext({ request_id: 'r1' }, () => withContext({ job_id: 'j1' }, () => logger.warn({ event: 'x' })));
    logger.info({ event: 'y' });
    expect(lines[0]).toMatchObject({ request_id: 'r1', job_id: 'j1' });
    expect(lines[1]).not.toHaveProperty('request_id');
  });

  it('writes an error with its stack', () => {
    const { logger, lines } = aLogger();
    logger.error({ event: 'x', error: new Error('boom') });
    expect(lines[0]).toMatchObject({ error: { message: 'boom', stack: expect.stringContaining('telemetry.spec') } });
  });
});

describe('metrics', () => {
  it('counts, sets and observes under a name, once', async () => {
    const metrics = new PrometheusMetrics();
    metrics.counter('orders_total', 'Orders.', ['outcome']).add(2, { outcome: 'accepted' });
    metrics.counter('orders_total', 'Orders.', ['outcome']).add(1, { outcome: 'accepted' });
    metrics.gauge('lag', 'Lag.', [], () => 7);
    metrics.histogram('request_seconds', 'Time.').observe(0.02);
    const text = await metrics.text();
    expect(text).toContain('orders_total{outcome="accepted"} 3');
    expect(text).toContain('lag 7');
    expect(text).toContain('request_seconds_bucket{le="0.025"} 1');
  });
});
