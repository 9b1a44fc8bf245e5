import {
  Body,
  Controller,
  Get,
  HttpCode,
  Injectable,
  Module,
  NotFoundException,
  Param,
  Post,
  Query,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Caller, DomainError, type Money, type Id, publicId } from '#kernel';
import { Database, DatabaseModule, UnitOfWork } from '#platform/database';
import { aDatabase, type TestDatabase } from '#platform/database/testing';
import { PrometheusMetrics, TelemetryModule } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import {
  Allow,
  CurrentCaller,
  PageQuery,
  Public,
  SecretInResponse,
  createHttpAdapter,
  decodeCursor,
  encodeCursor,
  instant,
  money,
  pageOf,
  pageSchema,
  publicIdSchema,
  setCaller,
  setUpHttp,
} from './index.ts';

class TillEmpty extends DomainError {
  readonly kind = 'refused';
  readonly code = 'till.empty';
  override readonly details = { needed: '5' };
}

const Note = z
  .object({ id: publicIdSchema<'Note'>('nt'), total: money, at: instant, text: z.string() })
  .meta({ id: 'Note' });
const NewNote = z
  .strictObject({ text: z.string().min(1), total: money, at: instant.optional() })
  .meta({ id: 'NewNote' });
const NoteQuery = PageQuery.extend({ text: z.string().optional() });
const NoteCursor = z.tuple([z.string()]);

/** The first letter of the key says who calls; keys are not the matter here. */
@Injectable()
class LetterGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>();
    const who = request.headers['x-test-caller'];
    if (who !== undefined) {
      setCaller(request, {
        kind: 'user',
        subject: who,
        organisation: who,
        roles: ['merchant'],
        scopes: [],
      } as unknown as Caller);
    }
    return true;
  }
}

@Controller('v1/notes')
@Allow('merchant')
class NoteController {
  static gate: Promise<void> | undefined;
  static entered: (() => void) | undefined;
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
  ) {}

  @Post()
  @ApiCreatedResponse({ standardSchema: Note })
  async create(@Body({ schema: NewNote }) body: z.output<typeof NewNote>): Promise<unknown> {
    NoteController.entered?.();
    await NoteController.gate;
    const id = randomUUID() as Id<'Note'>;
    await this.unitOfWork.run((tx) => tx.query('insert into public.note (id, text) values ($1, $2)', [id, body.text]));
    if (body.text === 'empty') throw new TillEmpty('the till is empty');
    if (body.text === 'boom') throw new Error('secret internals');
    const total: Money = body.total;
    return z.encode(Note, { id, total, at: body.at ?? (0 as typeof body.at & number), text: body.text });
  }

  @Post('keys')
  @SecretInResponse('secret')
  makeKey(): { id: string; secret: string } {
    return { id: 'key_1', secret: 'shown once' };
  }

  @Post('touch')
  @HttpCode(204)
  async touch(): Promise<void> {
    await this.database.query('select 1');
  }

  @Get()
  @ApiOkResponse({ standardSchema: pageSchema('NotePage', Note) })
  list(@Query({ schema: NoteQuery }) query: z.output<typeof NoteQuery>): unknown {
    const from = query.cursor === undefined ? '' : decodeCursor(NoteCursor, query.cursor)[0];
    const rows = ['a', 'b', 'c', 'd'].filter((name) => name > from).slice(0, query.limit + 1);
    return pageOf(rows, query.limit, (last) => [last]);
  }

  @Get('me')
  me(@CurrentCaller() caller: Caller): { organisation: string } {
    return { organisation: caller.organisation };
  }

  @Get(':id')
  @Public()
  @ApiOkResponse({ standardSchema: Note })
  read(@Param('id', { schema: publicIdSchema<'Note'>('nt') }) id: Id<'Note'>): never {
    throw new NotFoundException(`no note ${id}`);
  }
}

describe('HTTP', () => {
  let db: TestDatabase;
  let app: NestFastifyApplication;
  const { logger, lines } = aLogger();
  beforeAll(async () => {
    db = await aDatabase();
    await db.ownerQuery('create table public.note (id uuid primary key, text text)');
    await db.ownerQuery('grant select, insert on public.note to provisio_app');
    @Module({
      imports: [
        DatabaseModule.forRoot({ appUrl: db.appUrl }),
        TelemetryModule.forRoot(logger, new PrometheusMetrics()),
      ],
      controllers: [NoteController],
      providers: [{ provide: APP_GUARD, useClass: LetterGuard }],
    })
    class SampleModule {}
    const adapter = createHttpAdapter({ bodyLimitBytes: 4096, trustProxy: false });
    app = await NestFactory.create<NestFastifyApplication>(SampleModule, adapter, {
      logger: false,
      abortOnError: false,
    });
    await setUpHttp(app, {
      title: 'Sample',
      logger,
      config: { http: { bodyLimitBytes: 4096 } },
      connectTo: ['http://127.0.0.1:8545'],
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(async () => {
    await app.close();
    await db.close();
  });

  const total = { amount: '500', asset: 'GBP/2' };
  const post = (payload: unknown, headers: Record<string, string> = {}, url = '/v1/notes') =>
    app.inject({
      method: 'POST',
      url,
      payload: payload as object,
      headers: { 'content-type': 'application/json', 'x-test-caller': 'acme', ...headers },
    });
  const countOf = async (text: string): Promise<bigint> =>
    (await db.ownerQuery<{ n: bigint }>('select count(*) as n from note where text = $1', [text]))[0]?.n ?? -1n;

  describe('problems', () => {
    it('tells a refusal as problem details with code, details and request id', async () => {
      const refused = await post({ text: 'empty', total }, { 'x-request-id': 'my-request-1' });
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
        lines.some(
          (line) =>
            line['event'] === 'http.refused' && line['code'] === 'till.empty' && line['request_id'] === 'my-request-1',
        ),
      ).toBe(true);
    });

    it('tells a bug as 500 without details and logs it', async () => {
      const failed = await post({ text: 'boom', total });
      expect(failed.statusCode).toBe(500);
      expect(failed.body).not.toContain('secret internals');
      expect(
        lines.some((line) => line['event'] === 'http.failed' && JSON.stringify(line).includes('secret internals')),
      ).toBe(true);
    });

    it('lists every field that is wrong (http.request_invalid)', async () => {
      const refused = await post({ total: { amount: '-5', asset: 'pounds' }, more: 1, at: 'yesterday' });
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
      const refused = await app.inject({
        method: 'POST',
        url: '/v1/notes',
        payload,
        headers: { 'content-type': 'application/json' },
      });
      expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([status, code]);
    });

    it('refuses a route that is not there (http.no_such_route) and an id of another kind', async () => {
      expect((await app.inject('/v1/nothing')).json()).toMatchObject({ status: 404, code: 'http.no_such_route' });
      expect((await app.inject('/v1/notes/or_1')).json()).toMatchObject({
        status: 422,
        code: 'http.request_invalid',
        fields: [{ path: 'id' }],
      });
      expect((await app.inject(`/v1/notes/${publicId('nt', randomUUID())}`)).statusCode).toBe(404);
    });

    it('asks nobody in particular to sign in (http.unauthenticated)', async () => {
      const refused = await app.inject('/v1/notes/me');
      expect(refused.statusCode).toBe(401);
      expect(refused.headers['www-authenticate']).toBe('Bearer');
      expect((await app.inject({ url: '/v1/notes/me', headers: { 'x-test-caller': 'acme' } })).json()).toEqual({
        organisation: 'acme',
      });
    });
  });

  describe('idempotency', () => {
    it('answers the same request from the store and does it once', async () => {
      const headers = { 'idempotency-key': randomUUID() };
      const first = await post({ text: 'once', total }, headers);
      const again = await post({ total, text: 'once' }, headers);
      expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
      expect(again.json()).toEqual(first.json());
      expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true']);
      expect(await countOf('once')).toBe(1n);
    });

    it('refuses the same key with other content (http.idempotency_key_reused)', async () => {
      const headers = { 'idempotency-key': randomUUID() };
      await post({ text: 'mine', total }, headers);
      const refused = await post({ text: 'other', total }, headers);
      expect(refused.json()).toMatchObject({ status: 422, code: 'http.idempotency_key_reused' });
      expect(await countOf('other')).toBe(0n);
    });

    it('keeps the keys of two tenants apart', async () => {
      const key = randomUUID();
      const answers = await Promise.all(
        ['a', 'b'].map((who) => post({ text: `of ${who}`, total }, { 'idempotency-key': key, 'x-test-caller': who })),
      );
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    });

    it('does not keep a refusal, nor its effects: the key can be used again', async () => {
      const headers = { 'idempotency-key': randomUUID() };
      expect((await post({ text: 'empty', total }, headers)).statusCode).toBe(409);
      expect(await countOf('empty')).toBe(1n); // Without a key the use-case's own transaction had committed, above.
      expect((await post({ text: 'filled', total }, headers)).statusCode).toBe(201);
    });

    it('refuses a twin while the first is at work (http.idempotency_in_progress)', async () => {
      const headers = { 'idempotency-key': randomUUID() };
      let open: () => void = () => undefined;
      const entered = new Promise<void>((resolve) => (NoteController.entered = resolve));
      NoteController.gate = new Promise<void>((resolve) => (open = resolve));
      const first = post({ text: 'slow', total }, headers);
      await entered;
      const twin = await post({ text: 'slow', total }, headers);
      open();
      NoteController.gate = undefined;
      expect(twin.json()).toMatchObject({ status: 409, code: 'http.idempotency_in_progress' });
      expect((await first).statusCode).toBe(201);
      expect(await countOf('slow')).toBe(1n);
    });

    it('never stores a secret: its replay says that it was shown before', async () => {
      const headers = { 'idempotency-key': randomUUID() };
      expect((await post({}, headers, '/v1/notes/keys')).json()).toEqual({ id: 'key_1', secret: 'shown once' });
      expect((await post({}, headers, '/v1/notes/keys')).json()).toEqual({
        id: 'key_1',
        secret: null,
        not_repeated: ['secret'],
      });
      expect(JSON.stringify(await db.ownerQuery('select response from platform.idempotency_key'))).not.toContain(
        'shown once',
      );
    });

    it('replays an answer without a body', async () => {
      const headers = { 'idempotency-key': randomUUID() };
      expect((await post({}, headers, '/v1/notes/touch')).statusCode).toBe(204);
      expect((await post({}, headers, '/v1/notes/touch')).headers['idempotent-replayed']).toBe('true');
    });

    it('refuses a key that is not plain text (http.idempotency_key_invalid)', async () => {
      expect((await post({ text: 'x', total }, { 'idempotency-key': 'a b' })).json()).toMatchObject({
        code: 'http.idempotency_key_invalid',
      });
    });
  });

  describe('lists', () => {
    const list = (query: string) => app.inject({ url: `/v1/notes?${query}`, headers: { 'x-test-caller': 'acme' } });

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
      expect((await list('cursor=%00nonsense')).json()).toMatchObject({ code: 'http.invalid_cursor' });
      expect((await list('limit=201')).json()).toMatchObject({
        code: 'http.request_invalid',
        fields: [{ path: 'limit' }],
      });
    });
  });

  describe('operations', () => {
    it('describes itself in OpenAPI 3.1 by the schemas that parse requests', async () => {
      const document = (await app.inject('/openapi.json')).json();
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
      const page = await app.inject('/docs');
      expect(page.body).not.toMatch(/https?:\/\//);
      expect(page.headers['content-security-policy']).toContain("script-src 'self';");
      const bundle = await app.inject('/docs/assets/scalar.js');
      expect(bundle.statusCode).toBe(200);
      expect(bundle.body.length).toBeGreaterThan(1_000_000);
    });

    it('sends security headers that let the page talk to us and the chain only', async () => {
      const { headers } = await app.inject('/health/live');
      expect(headers['content-security-policy']).toContain("connect-src 'self' http://127.0.0.1:8545");
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
      expect(headers).not.toHaveProperty('strict-transport-security');
    });

    it('says whether it lives, is ready, and how much it did', async () => {
      expect((await app.inject('/health/live')).json()).toEqual({ status: 'ok' });
      expect((await app.inject('/health/ready')).json()).toEqual({ status: 'ok', checks: { database: true } });
      expect((await app.inject('/metrics')).body).toContain(
        'http_request_seconds_count{method="POST",route="/v1/notes",status="201"}',
      );
    });
  });
});
