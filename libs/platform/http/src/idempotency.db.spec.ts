import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type SampleApp, aSampleApp } from './testing/sample-app.ts';

let sample: SampleApp;
beforeAll(async () => {
  sample = await aSampleApp();
});
afterAll(() => sample.close());
const total = { amount: '500', asset: 'GBP/2' };

describe('idempotency', () => {
  it('answers the same request from the store and does it once', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await sample.post({ text: 'once', total }, headers);
    const again = await sample.post({ total, text: 'once' }, headers);
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true']);
    expect(await sample.countOf('once')).toBe(1n);
  });

  it('refuses the same key with other content (http.idempotency_key_reused)', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await sample.post({ text: 'mine', total }, headers);
    const refused = await sample.post({ text: 'other', total }, headers);
    expect(refused.json()).toMatchObject({ status: 422, code: 'http.idempotency_key_reused' });
    expect(await sample.countOf('other')).toBe(0n);
  });

  it('keeps the keys of two tenants apart', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      ['a', 'b'].map((who) =>
        sample.post({ text: `of ${who}`, total }, { 'idempotency-key': key, 'x-test-caller': who }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
  });

  it('does not keep a refusal, nor its effects: the key can be used again', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    expect((await sample.post({ text: 'empty', total }, headers)).statusCode).toBe(409);
    expect(await sample.countOf('empty')).toBe(0n);
    expect((await sample.post({ text: 'filled', total }, headers)).statusCode).toBe(201);
  });

  it('refuses a twin while the first is at work (http.idempotency_in_progress)', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const { entered, open } = sample.holdNextNote();
    const first = sample.post({ text: 'slow', total }, headers);
    await entered;
    const twin = await sample.post({ text: 'slow', total }, headers);
    open();
    expect(twin.json()).toMatchObject({ status: 409, code: 'http.idempotency_in_progress' });
    expect((await first).statusCode).toBe(201);
    expect(await sample.countOf('slow')).toBe(1n);
  });

  it('never stores a secret: its replay says that it was shown before', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    expect((await sample.post({}, headers, '/v1/notes/keys')).json()).toEqual({ id: 'key_1', secret: 'shown once' });
    expect((await sample.post({}, headers, '/v1/notes/keys')).json()).toEqual({
      id: 'key_1',
      secret: null,
      not_repeated: ['secret'],
    });
    expect(JSON.stringify(await sample.db.ownerQuery('select response from platform.idempotency_key'))).not.toContain(
      'shown once',
    );
  });

  it('replays an answer without a body', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    expect((await sample.post({}, headers, '/v1/notes/touch')).statusCode).toBe(204);
    expect((await sample.post({}, headers, '/v1/notes/touch')).headers['idempotent-replayed']).toBe('true');
  });

  it('refuses a key that is not plain text (http.idempotency_key_invalid)', async () => {
    expect((await sample.post({ text: 'x', total }, { 'idempotency-key': 'a b' })).json()).toMatchObject({
      code: 'http.idempotency_key_invalid',
    });
  });
});
