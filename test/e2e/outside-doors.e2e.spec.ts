import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../support/eventually.ts';
import { aDataDir, Product, removeDataDir } from '../support/product.ts';
import { at, itemsOf, Rest, textAt } from '../support/rest.ts';
import { Platform } from '../support/some-people.ts';

// What an external platform does with us: an API key, a webhook endpoint, coupons, orders. Nothing but HTTP.

type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };

const received: Received[] = [];
/** While it is, requests are kept without an answer, so that their sender can be killed before it records one. */
let isSilent = false;
/** The messages whose sender waits for our answer now. */
const held = new Set<string>();
let receiver: Server;
let dataDir: string;
let product: Product | undefined;
let shop: Rest;
let keys: { readonly merchant: string; readonly partner: string };
let secret: string;
let program: string;
let endpoint: string;

const environment = (): Record<string, string> => ({
  NOTIFICATIONS_ALLOWED_TARGETS: `127.0.0.1:${(receiver.address() as AddressInfo).port}`,
  NOTIFICATIONS_TIMEOUT_MS: '10000',
});
const typeOf = ({ body }: Received): string => textAt(JSON.parse(body), 'type');
const idOf = ({ headers }: Received): string => String(headers['webhook-id']);
const order = (externalId: string): object => ({
  external_id: externalId,
  currency: 'GBP/2',
  coupon: 'mia10',
  placed_at: new Date().toISOString(),
  lines: [{ sku: 'LAMP', category: 'home/lighting', quantity: 1, unit_price: '10001' }],
});

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(one);
      if (!isSilent) return response.writeHead(204).end();
      held.add(idOf(one));
      return response.on('close', () => held.delete(idOf(one)));
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  dataDir = await aDataDir('outside-doors');
  product = await Product.start({ dataDir, env: environment() });
  const platform = await Platform.of(product);
  const merchant = await platform.join('merchant', 'Aurora Home');
  const partner = await platform.join('partner', 'Mia Laine');
  const terms = { name: 'Lamps', settlement_asset: 'GBPT/2', maturation_days: 0 };
  program = textAt(await merchant.rest.make('/v1/programs', terms), 'id');
  const table = [{ category: '*', tier: '*', bps: 500 }];
  await merchant.rest.make(`/v1/programs/${program}/rule-versions`, { from: '2024-01-01T00:00:00.000Z', table });
  const enrolment = { partner: partner.organisation, tier: 'gold', from: '2024-01-01T00:00:00.000Z' };
  await merchant.rest.make(`/v1/programs/${program}/enrolments`, enrolment);
  const keyOf = async (rest: Rest, scopes: readonly string[]): Promise<string> =>
    textAt(await rest.make('/v1/api-keys', { name: 'platform', scopes }), 'secret');
  const reads = ['webhooks:read', 'webhooks:write', 'conversions:read', 'commissions:read'];
  keys = {
    merchant: await keyOf(merchant.rest, [...reads, 'orders:write', 'coupons:write']),
    partner: await keyOf(partner.rest, reads),
  };
  shop = new Rest(product.url).as(keys.merchant);
  await shop.make('/v1/coupons', {
    program,
    partner: partner.organisation,
    code: 'Mia10',
    from: '2024-01-01T00:00:00Z',
  });
}, 360_000);

afterAll(async () => {
  await product?.stop();
  receiver.closeAllConnections();
  await new Promise((closed) => receiver.close(closed));
  await removeDataDir(dataDir);
}, 180_000);

describe('an external platform', () => {
  it('may not send our webhooks into private networks', async () => {
    for (const url of ['https://127.0.0.1/', 'http://127.0.0.1:1/', 'https://169.254.169.254/', 'https://[::1]/']) {
      const answer = await shop.post('/v1/webhook-endpoints', { url, events: ['conversion.accepted'] });
      expect([url, answer.status, at(answer.body, 'code')]).toEqual([url, 422, 'notifications.target_refused']);
    }
  });

  it('hears of a sale by coupon, signed, and finds the same conversion over REST', async () => {
    const { port } = receiver.address() as AddressInfo;
    const events = ['conversion.accepted', 'commission.created'];
    const made = await shop.make('/v1/webhook-endpoints', { url: `http://127.0.0.1:${port}/hooks`, events });
    [secret, endpoint] = [textAt(made, 'secret'), textAt(made, 'id')];
    const id = textAt(await shop.make('/v1/orders', order('W-1')), 'id');
    await eventually(
      () => received,
      (all) => all.length === 2,
      { timeoutMs: 120_000 },
    );
    expect(received.map(typeOf).toSorted()).toEqual(['commission.created', 'conversion.accepted']);
    for (const { headers, body } of received) {
      const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const hmac = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(content);
      expect(String(headers['webhook-signature']).split(' ')).toContain(`v1,${hmac.digest('base64')}`);
      expect(at(JSON.parse(body), 'data.order')).toBe(id);
    }
    const accepted = received.find((one) => typeOf(one) === 'conversion.accepted');
    expect(at(JSON.parse(accepted?.body ?? '{}'), 'data.commission')).toEqual({ amount: '500', asset: 'GBPT/2' });
    const [conversion] = itemsOf(await new Rest(shop.url).as(keys.partner).read('/v1/conversions'));
    expect(conversion).toMatchObject({ order: id, amount: { amount: '500' }, coupon: { code: 'Mia10' }, click: null });
    const comparison = await shop.read(`/v1/orders/${id}/attribution`);
    expect(comparison).toMatchObject({ total: { amount: '500' }, settled: { by: 'coupon' } });
  }, 180_000);

  it('hears it again, with the same id, when everything is killed between sending and recording', async () => {
    isSilent = true;
    const before = received.length;
    await shop.make('/v1/orders', order('W-2'));
    // Both at once: the first may have been given up, and begun again, before the second came.
    await eventually(() => held.size === 2, undefined, { timeoutMs: 120_000 });
    const first = [...held].toSorted();
    await product?.kill();
    const after = received.length;
    isSilent = false;
    product = await Product.start({ dataDir, env: environment() });
    shop = new Rest(product.url).as(keys.merchant);
    await eventually(
      () => received.slice(after),
      (again) => new Set(again.map(idOf)).size === 2,
      { timeoutMs: 120_000 },
    );
    expect([...new Set(received.slice(after).map(idOf))].toSorted()).toEqual(first);
    const bodies = Map.groupBy(received.slice(before), idOf);
    for (const same of bodies.values()) expect(new Set(same.map(({ body }) => body)).size).toBe(1);
    const log = await eventually(
      async () => itemsOf(await shop.read(`/v1/webhook-deliveries?endpoint=${endpoint}`)),
      (all) => all.length === 4 && all.every((delivery) => at(delivery, 'state') === 'delivered'),
      { timeoutMs: 120_000 },
    );
    const killed = log.filter((delivery) => first.includes(textAt(delivery, 'message')));
    for (const delivery of killed) {
      const { log: attempts } = (await shop.read(`/v1/webhook-deliveries/${textAt(delivery, 'id')}`)) as {
        log: { outcome: string }[];
      };
      expect(attempts.slice(-2).map(({ outcome }) => outcome)).toEqual(['unknown', 'accepted']);
    }
  }, 540_000);
});
