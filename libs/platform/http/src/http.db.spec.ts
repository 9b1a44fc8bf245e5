import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { publicId } from '#kernel';
import { encodeCursor } from './index.ts';
import { type SampleApp, aSampleApp } from './testing/sample-app.ts';

let sample: SampleApp;
beforeAll(async () => {
  sample = await aSampleApp();
});
afterAll(() => sample.close());
const total = { amount: '500', asset: 'GBP/2' };

describe('problems', () => {
  it('tells a refusal as problem details with code, details and request id', async () => {
    const refused = await sample.post({ text: 'empty', total }, { 'x-request-id': 'my-request-1' });
    expect(refused.statusCode).toBe(409);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.headers['x-request-id']).toBe('my-request-1');
    expect(refused.json()).toEqual({
      type: '/problems/till.empty',
      title: 'Empty',
      status: 409,
      detail: 'the till is empty',
      code: 'till.empty',
      needed: '5',
      request_id: 'my-request-1',
    });
    expect(
      sample.lines.some(
        (line) =>
          line['event'] === 'http.refused' && line['code'] === 'till.empty' && line['request_id'] === 'my-request-1',
      ),
    ).toBe(true);
  });

  it('says when to come again to who came too often', async () => {
    const refused = await sample.post({ text: 'again', total });
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '7']);
    expect(refused.json()).toMatchObject({ code: 'till.tired', status: 429, retry_after_seconds: 7 });
  });

  it('tells a bug as 500 without details and logs it', async () => {
    const failed = await sample.post({ text: 'boom', total });
    expect(failed.statusCode).toBe(500);
    expect(failed.body).not.toContain('secret internals');
    expect(
      sample.lines.some((line) => line['event'] === 'http.failed' && JSON.stringify(line).includes('secret internals')),
    ).toBe(true);
  });

  it('lists every field that is wrong (http.request_invalid)', async () => {
    const refused = await sample.post({ total: { amount: '-5', asset: 'pounds' }, more: 1, at: 'yesterday' });
    expect(refused.statusCode).toBe(422);
    const body = refused.json<{ code: string; fields: { path: string }[] }>();
    expect(body.code).toBe('http.request_invalid');
    expect(body.fields.map(({ path }) => path).toSorted()).toEqual(['', 'at', 'text', 'total.amount']);
  });

  it.each([
    ['a body that is not JSON', '{"text":', 400, 'http.unparseable'],
    ['a body that names a prototype', '{"__proto__":{}}', 400, 'http.unparseable'],
    ['a NUL in a text', '{"text":"a\\u0000b"}', 422, 'http.text_not_storable'],
    ['half a surrogate pair', '{"text":"\\ud800"}', 422, 'http.text_not_storable'],
    ['a body over the limit', JSON.stringify({ text: 'x'.repeat(5000) }), 413, 'http.body_too_large'],
  ])('refuses %s', async (_what, payload, status, code) => {
    const refused = await sample.app.inject({
      method: 'POST',
      url: '/v1/notes',
      payload,
      headers: { 'content-type': 'application/json' },
    });
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([status, code]);
  });

  it('refuses a route that is not there (http.no_such_route) and an id of another kind', async () => {
    expect((await sample.app.inject('/v1/nothing')).json()).toMatchObject({ status: 404, code: 'http.no_such_route' });
    expect((await sample.app.inject('/v1/notes/or_1')).json()).toMatchObject({
      status: 422,
      code: 'http.request_invalid',
      fields: [{ path: 'id' }],
    });
    expect((await sample.app.inject(`/v1/notes/${publicId('nt', randomUUID())}`)).statusCode).toBe(404);
  });

  it('refuses a NUL in the address (http.text_not_storable)', async () => {
    expect((await sample.app.inject('/v1/notes?text=a%00b')).json()).toMatchObject({
      status: 422,
      code: 'http.text_not_storable',
    });
  });

  it('asks nobody in particular to sign in (http.unauthenticated)', async () => {
    const refused = await sample.app.inject('/v1/notes/me');
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['www-authenticate']).toBe('Bearer');
    expect((await sample.app.inject({ url: '/v1/notes/me', headers: { 'x-test-caller': 'acme' } })).json()).toEqual({
      organisation: 'acme',
    });
  });
});

describe('lists', () => {
  const list = (query: string) =>
    sample.app.inject({ url: `/v1/notes?${query}`, headers: { 'x-test-caller': 'acme' } });

  it('pages to the end by cursors', async () => {
    const first = (await list('limit=3')).json<{ items: string[]; next_cursor: string }>();
    expect(first.items).toEqual(['a', 'b', 'c']);
    expect((await list(`limit=3&cursor=${first.next_cursor}`)).json()).toEqual({ items: ['d'], next_cursor: null });
  });

  it('refuses a cursor that it did not make (http.invalid_cursor) and a limit out of range', async () => {
    expect((await list(`cursor=${encodeCursor({ forged: true })}`)).json()).toMatchObject({
      status: 422,
      code: 'http.invalid_cursor',
    });
    expect((await list('cursor=nonsense')).json()).toMatchObject({ code: 'http.invalid_cursor' });
    expect((await list('limit=201')).json()).toMatchObject({
      code: 'http.request_invalid',
      fields: [{ path: 'limit' }],
    });
  });
});

describe('operations', () => {
  it('describes itself in OpenAPI 3.1 by the schemas that parse requests', async () => {
    const document = (await sample.app.inject('/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.components.schemas).toSorted()).toEqual(
      expect.arrayContaining(['Money', 'NewNote', 'Note', 'NotePage', 'Problem']),
    );
    expect(document.components.schemas.Note.properties.total).toEqual({ $ref: '#/components/schemas/Money' });
    const { get, post: create } = document.paths['/v1/notes'];
    expect(get.parameters.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['limit', 'cursor', 'text']),
    );
    expect(create.parameters).toEqual([expect.objectContaining({ name: 'Idempotency-Key' })]);
    expect(create.requestBody.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/NewNote' });
  });

  it('serves the reference page and its scripts itself', async () => {
    const page = await sample.app.inject('/docs');
    expect(page.body).not.toMatch(/https?:\/\//);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    const bundle = await sample.app.inject('/docs/assets/scalar.js');
    expect(bundle.statusCode).toBe(200);
    expect(bundle.body.length).toBeGreaterThan(1_000_000);
  });

  it('sends security headers that let the page talk to us and the chain only', async () => {
    const { headers } = await sample.app.inject('/health/live');
    expect(headers['content-security-policy']).toContain("connect-src 'self' http://127.0.0.1:8545");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('says whether it lives, is ready, and how much it did', async () => {
    expect((await sample.app.inject('/health/live')).json()).toEqual({ status: 'ok' });
    expect((await sample.app.inject('/health/ready')).json()).toEqual({ status: 'ok', checks: { database: true } });
    expect((await sample.app.inject('/metrics')).body).toContain(
      'http_request_seconds_count{method="POST",route="/v1/notes",status="409"}',
    );
  });
});
