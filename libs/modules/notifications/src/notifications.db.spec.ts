import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac, createPublicKey, verify } from 'node:crypto';
import { DAY_MS, type EpochMs, FixedClock, type Id, newId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type Outgoing, WebhookSender } from './adapters/webhook-sender.ts';
import type { AttemptResult } from './domain/delivery.ts';
import type { EventType } from './domain/event-types.ts';
import { MOST_ATTEMPTS, PAUSES_MS } from './domain/retry-schedule.ts';
import { aReceiver, type Received, type TestReceiver } from './testing/a-receiver.ts';
import { someNotifications, type TestNotifications } from './testing/some-notifications.ts';

/** Checks a message as a stranger would, by the words of Standard Webhooks: which of its signatures hold. */
function check({ headers, body }: Received, secret: string): { hmac: boolean } {
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return { hmac: String(headers['webhook-signature']).split(' ').includes(expected) };
}

describe('webhooks on PostgreSQL, with a real receiver', () => {
  let db: TestDatabase;
  let clock: FixedClock;
  let some: TestNotifications;
  let receiver: TestReceiver;
  let organisation: Id<'Organisation'>;

  beforeAll(async () => {
    db = await aDatabase();
    clock = new FixedClock(Date.now() as EpochMs);
    some = await someNotifications(db, clock);
  });
  afterAll(async () => {
    some.close();
    await db.close();
  });
  beforeEach(async () => {
    organisation = newId<'Organisation'>(clock.now());
    receiver = await aReceiver('hook.test');
    some.allowed.add(receiver.target);
    some.names.set('hook.test', ['127.0.0.1']);
  });
  afterEach(() => receiver.close());

  const endpoint = (eventTypes: EventType[] = ['commission.created'], url = receiver.url) =>
    some.create.execute({ organisationId: organisation, url, description: '', eventTypes });
  const log = async () => {
    const [delivery] = await some.read.execute({ organisationId: organisation, limit: 10 });
    return some.read.one(organisation, delivery!.id);
  };

  it('signs canonical JSON with the secret that was shown once, and with the key that everybody may know', async () => {
    const { secret } = await endpoint();
    await some.notify([some.notice(organisation)]);
    await some.work();
    const [message] = receiver.received as [Received];
    expect(check(message, secret)).toEqual({ hmac: true });
    expect(message.body).toMatch(
      /^\{"data":\{"a":\{"amount":"100","asset":"GBPT\/2"\},"b":1\},"timestamp":"[^"]+","type":/,
    );
    const { headers } = message;
    expect(headers['webhook-id']).toMatch(/^msg_[0-9a-z]{26}$/);
    const signature = /v1a,(\S+)/.exec(String(headers['webhook-signature']))?.[1] ?? '';
    const raw = Buffer.from(some.keys.publicKey.replace('whpk_', ''), 'base64');
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
    const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${message.body}`;
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    expect(verify(null, Buffer.from(content), key, Buffer.from(signature, 'base64'))).toBe(true);
    await expect(log()).resolves.toMatchObject({
      state: 'delivered',
      attempts: 1,
      lastStatus: 204,
      log: [{ no: 1, outcome: 'accepted', status: 204, durationMs: expect.any(Number) }],
    });
    const stored = await db.ownerQuery('select sealed from notifications.endpoint_secret');
    const plain = Buffer.from(secret.replace('whsec_', ''), 'base64');
    for (const { sealed } of stored as { sealed: Buffer }[]) expect(sealed.includes(plain)).toBe(false);
  });

  it('tells only the types that an endpoint listens to, only its organisation, and each thing once', async () => {
    await endpoint(['payout.frozen']);
    const notice = some.notice(organisation, 'payout.frozen');
    await some.notify([notice, some.notice(organisation), some.notice(newId(clock.now()), 'payout.frozen')]);
    await some.notify([notice]);
    await some.work();
    expect(receiver.received).toHaveLength(1);
  });

  it('sends again with the same id and body after a crash between sending and recording', async () => {
    await endpoint();
    await some.notify([some.notice(organisation)]);
    const { id } = (await some.read.execute({ organisationId: organisation, limit: 1 }))[0]!;
    /** Sends, and dies before it can say so. */
    class Dying extends WebhookSender {
      override async send(outgoing: Outgoing): Promise<AttemptResult> {
        await some.sender.send(outgoing);
        throw new Error('kill -9');
      }
    }
    await expect(some.deliverWith(new Dying()).execute(id)).rejects.toThrow('kill -9');
    await expect(log()).resolves.toMatchObject({ state: 'waiting', attempts: 1, log: [{ outcome: 'unknown' }] });
    await some.deliver.execute(id); // too early: the dead one might still be at work
    expect(receiver.received).toHaveLength(1);
    clock.advance(60_000);
    await some.deliver.execute(id);
    const [first, second] = receiver.received as [Received, Received];
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(second.body).toBe(first.body);
    await expect(log()).resolves.toMatchObject({
      state: 'delivered',
      attempts: 2,
      log: [{ outcome: 'unknown' }, { outcome: 'accepted' }],
    });
    await some.deliver.execute(id);
    expect(receiver.received).toHaveLength(2);
  });

  it('makes one attempt when many workers get the same job at once', async () => {
    await endpoint();
    await some.notify([some.notice(organisation)]);
    const { id } = (await some.read.execute({ organisationId: organisation, limit: 1 }))[0]!;
    await Promise.all(Array.from({ length: 8 }, () => some.deliver.execute(id)));
    expect(receiver.received).toHaveLength(1);
  });

  it('tries again for about 75 hours, then gives up; a replay begins anew with the same id', async () => {
    await endpoint();
    await some.notify([some.notice(organisation)]);
    receiver.answers.push(...Array.from({ length: MOST_ATTEMPTS }, () => 500));
    const from = clock.now();
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      await some.work();
      const { nextAt } = await log();
      if (nextAt === undefined) break;
      clock.advance(nextAt - clock.now() - 1);
      expect(await some.work()).toBe(0); // not before its time
      clock.advance(1);
    }
    const hours = (clock.now() - from) / 3_600_000;
    expect(hours).toBeGreaterThan(67);
    expect(hours).toBeLessThan(84);
    const failed = await log();
    expect(failed).toMatchObject({ state: 'failed', attempts: MOST_ATTEMPTS, lastStatus: 500 });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    await some.replay.execute(organisation, failed.id);
    await expect(some.replay.execute(organisation, failed.id)).rejects.toMatchObject({
      code: 'notifications.delivery_still_waiting',
    });
    await some.work();
    expect(await log()).toMatchObject({ state: 'delivered', attempts: MOST_ATTEMPTS + 1 });
    expect(receiver.received).toHaveLength(PAUSES_MS.length + 2);
    await expect(some.replay.execute(newId(clock.now()), failed.id)).rejects.toMatchObject({
      code: 'notifications.delivery_not_found',
    });
  });

  it('disables an endpoint that answers 410, and stops what waits for it', async () => {
    const { endpoint: made } = await endpoint();
    await some.notify([some.notice(organisation), some.notice(organisation)]);
    receiver.answers.push(410);
    await some.work();
    await some.notify([some.notice(organisation)]);
    await some.work();
    expect(receiver.received).toHaveLength(1);
    const deliveries = await some.read.execute({ organisationId: organisation, limit: 10 });
    expect(deliveries.map(({ state }) => state)).toEqual(['stopped', 'stopped']);
    await expect(some.replay.execute(organisation, deliveries[0]!.id)).rejects.toMatchObject({
      code: 'notifications.endpoint_disabled',
    });
    await expect(some.rotate.execute(organisation, made.id)).rejects.toMatchObject({
      code: 'notifications.endpoint_disabled',
    });
    await some.switch.on(organisation, made.id);
    await some.replay.execute(organisation, deliveries[0]!.id);
    await some.work();
    expect(receiver.received).toHaveLength(2);
  });

  it('signs with both secrets for a day after a rotation, then with the new one', async () => {
    const { endpoint: made, secret: old } = await endpoint();
    const { secret: fresh } = await some.rotate.execute(organisation, made.id);
    await some.notify([some.notice(organisation)]);
    await some.work();
    clock.advance(DAY_MS);
    await some.notify([some.notice(organisation)]);
    await some.work();
    const holds = (secret: string): boolean[] => receiver.received.map((message) => check(message, secret).hmac);
    expect(holds(old)).toEqual([true, false]);
    expect(holds(fresh)).toEqual([true, true]);
  });

  it('does not follow redirects, and does not wait for ever', async () => {
    await endpoint();
    await some.notify([some.notice(organisation)]);
    receiver.answers.push({ redirect: receiver.url }, 'silence');
    await some.work();
    expect(await log()).toMatchObject({
      log: [{ outcome: 'refused', status: 302, detail: 'redirects are not followed' }],
    });
    clock.advance(6_000);
    await some.work();
    expect((await log()).log[1]).toMatchObject({ outcome: 'timeout', status: undefined });
    expect(receiver.received).toHaveLength(2);
  });

  it('refuses private addresses when the endpoint is made', async () => {
    some.names.set('inside.test', ['93.184.215.14', '10.0.0.7']);
    for (const url of [
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://[fe80::1]/',
      'https://[fd00::1]/',
      'https://[64:ff9b::a00:1]/',
      'https://169.254.169.254/latest/meta-data',
      'https://10.1.2.3/',
      'https://172.16.0.1/',
      'https://192.168.1.1/',
      'https://100.64.0.1/',
      'https://0.0.0.0/',
      'https://inside.test/',
      'http://93.184.215.14/',
      'ftp://93.184.215.14/',
      'https://user:secret@93.184.215.14/',
    ]) {
      await expect(endpoint(undefined, url)).rejects.toMatchObject({ code: 'notifications.target_refused' });
    }
    await expect(endpoint(undefined, 'https://93.184.215.14/hooks')).resolves.toBeDefined();
  });

  it('refuses a name that has come to lead inside, without a connection, and looks it up once', async () => {
    const url = `https://moves.test:${new URL(receiver.url).port}/`;
    some.names.set('moves.test', ['93.184.215.14']);
    await endpoint(undefined, url);
    some.names.set('moves.test', ['127.0.0.1']);
    await some.notify([some.notice(organisation)]);
    const asked = some.resolver.asked;
    await some.work();
    expect(some.resolver.asked).toBe(asked + 1);
    expect(await log()).toMatchObject({ state: 'waiting', log: [{ outcome: 'forbidden', status: undefined }] });
    expect(receiver.received).toHaveLength(0);
  });

  it('connects to the address that was looked at: the name is not asked again', async () => {
    await endpoint();
    await some.notify([some.notice(organisation)]);
    const asked = some.resolver.asked;
    await some.work(); // hook.test is in no real DNS
    expect(some.resolver.asked).toBe(asked + 1);
    expect(receiver.received[0]?.headers.host).toBe(receiver.target);
  });

  it('says unreachable when nobody listens, and unknown names are retried', async () => {
    await endpoint();
    await endpoint(undefined, 'https://nowhere.test/');
    await receiver.close();
    await some.notify([some.notice(organisation)]);
    await some.work();
    const deliveries = await some.read.execute({ organisationId: organisation, limit: 10 });
    for (const { id } of deliveries) {
      expect(await some.read.one(organisation, id)).toMatchObject({
        state: 'waiting',
        log: [{ outcome: 'unreachable' }],
      });
    }
    expect(deliveries).toHaveLength(2);
  });

  it('has at most twenty endpoints switched on, also when many are made at once', async () => {
    const made = await Promise.allSettled(Array.from({ length: 25 }, () => endpoint()));
    const endpoints = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value.endpoint] : []));
    expect(endpoints).toHaveLength(20);
    await some.switch.off(organisation, endpoints[0]!.id);
    await expect(endpoint()).resolves.toBeDefined();
    await expect(some.switch.on(organisation, endpoints[0]!.id)).rejects.toMatchObject({
      code: 'notifications.too_many_endpoints',
    });
    await expect(some.switch.off(newId(clock.now()), endpoints[1]!.id)).rejects.toMatchObject({
      code: 'notifications.endpoint_not_found',
    });
  });

  it('hands what is due to the queue once for each time', async () => {
    await endpoint();
    await some.notify([some.notice(organisation)]);
    const before = some.queue.jobs.size;
    await some.sweep.execute();
    await some.sweep.execute();
    const { id } = (await some.read.execute({ organisationId: organisation, limit: 1 }))[0]!;
    const own = [...some.queue.jobs.values()]
      .slice(before)
      .filter(({ payload }) => JSON.stringify(payload).includes(id));
    expect(own).toEqual([{ name: 'notifications.deliver', payload: { delivery: id } }]);
  });
});
