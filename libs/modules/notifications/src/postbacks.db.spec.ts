import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, FixedClock, type Id, newId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { aReceiver, type TestReceiver } from './testing/a-receiver.ts';
import { someNotifications, type TestNotifications } from './testing/some-notifications.ts';

describe('postbacks, and the log that is forgotten', () => {
  let db: TestDatabase;
  let clock: FixedClock;
  let some: TestNotifications;
  let receiver: TestReceiver;
  let organisation: Id<'Organisation'>;

  beforeAll(async () => {
    db = await aDatabase();
    clock = new FixedClock(Date.now() as EpochMs);
    some = await someNotifications(db, clock);
    organisation = newId<'Organisation'>(clock.now());
    receiver = await aReceiver('tracker.test');
    some.allowed.add(receiver.target);
    some.names.set('tracker.test', ['127.0.0.1']);
  });
  afterAll(async () => {
    some.close();
    await receiver.close();
    await db.close();
  });

  const sale = (externalId: string) => ({
    ...some.notice(organisation, 'conversion.accepted'),
    data: {
      order: 'or_1',
      external_id: externalId,
      click: 'clk_7',
      commission: { amount: '250', asset: 'GBPT/2' },
    },
  });
  const postback = (url: string, eventTypes: ['conversion.accepted' | 'payout.frozen'] = ['conversion.accepted']) =>
    some.create.execute({ organisationId: organisation, kind: 'postback', url, description: '', eventTypes });

  it('tells a tracker of a sale by an address with its macros filled in, and again when it fails', async () => {
    await postback(`${receiver.url}?c={click_id}&a={amount}&cur={currency}&o={order_id}`);
    receiver.answers.push(503);
    await some.notify([sale('A 1')]);
    await some.work();
    clock.advance(60_000);
    await some.work();
    expect(receiver.received.map(({ path, body }) => [path, body])).toEqual([
      ['/hooks?c=clk_7&a=2.50&cur=GBPT&o=A%201', ''],
      ['/hooks?c=clk_7&a=2.50&cur=GBPT&o=A%201', ''],
    ]);
    const [delivery] = await some.read.execute({ organisationId: organisation, limit: 1 });
    await expect(some.read.one(organisation, delivery!.id)).resolves.toMatchObject({
      state: 'delivered',
      log: [{ outcome: 'refused', status: 503 }, { outcome: 'accepted' }],
    });
  });

  it('refuses private addresses (notifications.target_refused) and what it cannot tell (notifications.event_not_for_postbacks)', async () => {
    some.names.set('inside.test', ['10.0.0.1']);
    await expect(postback('https://inside.test/p?c={click_id}')).rejects.toMatchObject({
      code: 'notifications.target_refused',
    });
    await expect(postback(receiver.url, ['payout.frozen'])).rejects.toMatchObject({
      code: 'notifications.event_not_for_postbacks',
      details: { fields: [{ path: 'events' }] },
    });
  });

  it('forgets what ended ninety days ago, and keeps what waits', async () => {
    await some.notify([sale('old')]);
    await some.work();
    receiver.answers.push(500);
    await some.notify([sale('waits')]);
    await some.work();
    await expect(some.purge.execute()).resolves.toEqual({ deliveries: 0, messages: 0 });
    clock.advance(91 * DAY_MS);
    await some.notify([sale('new')]);
    await expect(some.purge.execute()).resolves.toEqual({ deliveries: 2, messages: 2 });
    const left = await some.read.execute({ organisationId: organisation, limit: 10 });
    expect(left.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    await expect(db.ownerQuery('select count(*)::int4 as n from notifications.attempt')).resolves.toEqual([{ n: 1 }]);
  });
});
