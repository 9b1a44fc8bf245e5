import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  HttpCode,
  Injectable,
  Module,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Caller, DomainError, type Id, epochMs } from '#kernel';
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
  instant,
  money,
  pageOf,
  pageSchema,
  publicIdSchema,
  setCaller,
  setUpHttp,
} from '../index.ts';

class TillEmpty extends DomainError {
  readonly kind = 'refused';
  readonly code = 'till.empty';
  override readonly details = { needed: '5' };
}

class TillTired extends DomainError {
  readonly kind = 'too_many';
  readonly code = 'till.tired';
  override readonly details = { retry_after_seconds: 7 };
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
  static hold: (() => Promise<void>) | undefined;
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
  ) {}

  @Post()
  @ApiCreatedResponse({ standardSchema: Note })
  async create(@Body({ schema: NewNote }) body: z.output<typeof NewNote>): Promise<unknown> {
    await NoteController.hold?.();
    const id = randomUUID() as Id<'Note'>;
    await this.unitOfWork.run((tx) => tx.query('insert into public.note (id, text) values ($1, $2)', [id, body.text]));
    if (body.text === 'empty') throw new TillEmpty('the till is empty');
    if (body.text === 'again') throw new TillTired('the till was asked too often');
    if (body.text === 'boom') throw new Error('secret internals');
    return z.encode(Note, { id, total: body.total, at: body.at ?? epochMs(0), text: body.text });
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

/** A small app that speaks our HTTP, on a database of its own. */
export type SampleApp = {
  readonly app: NestFastifyApplication;
  readonly db: TestDatabase;
  /** Log lines so far. */
  readonly lines: readonly Record<string, unknown>[];
  /** Posts as organisation `acme` unless a header says otherwise. */
  post(payload: object, headers?: Record<string, string>, url?: string): ReturnType<NestFastifyApplication['inject']>;
  /** How many notes of this text there are. */
  countOf(text: string): Promise<bigint>;
  /** Holds the next note until `open` is called; `entered` resolves when it is there. */
  holdNextNote(): { readonly entered: Promise<void>; open: () => void };
  close(): Promise<void>;
};

/** Starts the sample app. */
export async function aSampleApp(): Promise<SampleApp> {
  const { logger, lines } = aLogger();
  const db = await aDatabase();
  await db.ownerQuery('create table public.note (id uuid primary key, text text)');
  await db.ownerQuery('grant select, insert on public.note to provisio_app');
  @Module({
    imports: [DatabaseModule.forRoot({ appUrl: db.appUrl }), TelemetryModule.forRoot(logger, new PrometheusMetrics())],
    controllers: [NoteController],
    providers: [{ provide: APP_GUARD, useClass: LetterGuard }],
  })
  class SampleModule {}
  const adapter = createHttpAdapter({ bodyLimitBytes: 4096, trustProxy: false });
  const app = await NestFactory.create<NestFastifyApplication>(SampleModule, adapter, {
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
  return {
    app,
    db,
    lines,
    post: (payload, headers = {}, url = '/v1/notes') =>
      app.inject({
        method: 'POST',
        url,
        payload,
        headers: { 'content-type': 'application/json', 'x-test-caller': 'acme', ...headers },
      }),
    countOf: async (text) =>
      (await db.ownerQuery<{ n: bigint }>('select count(*) as n from note where text = $1', [text]))[0]?.n ?? -1n,
    holdNextNote,
    close: async () => {
      await app.close();
      await db.close();
    },
  };
}

function holdNextNote(): { entered: Promise<void>; open: () => void } {
  const entered = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  NoteController.hold = async () => {
    NoteController.hold = undefined;
    entered.resolve();
    await gate.promise;
  };
  return { entered: entered.promise, open: gate.resolve };
}
