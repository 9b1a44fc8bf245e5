import { type DynamicModule, Global, Module, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Caller, Clock, type Id, IdSource, RandomIdSource, type Role, SystemClock } from '#kernel';
import { Cache } from '#platform/cache';
import { anInProcessCache } from '#platform/cache/testing';
import { ConfigModule, loadConfig } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import type { TestDatabase } from '#platform/database/testing';
import { createHttpAdapter, setUpHttp } from '#platform/http';
import { Outbox } from '#platform/outbox';
import { PrometheusMetrics, TelemetryModule } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { AccessTokens } from '../adapters/access-tokens.ts';
import { IdentityGuard } from '../http/identity.guard.ts';
import { MoneyReadsInterceptor } from '../http/money-reads.interceptor.ts';
import { IdentityModule } from '../identity.module.ts';

/** What stands behind the routes of a test. */
export type HttpAppOptions = {
  readonly modules: readonly (Type | DynamicModule)[];
  readonly controllers: readonly Type[];
  /** Ports that the process would give to every module. */
  readonly ports?: readonly (Exclude<Provider, Type> & { readonly provide: unknown })[];
  readonly clock?: Clock;
  /** What the process does with the app between `setUpHttp` and its start. */
  readonly prepare?: (app: NestFastifyApplication) => void;
};

/** What a route answered. */
export type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly text: string };

/** Real routes behind the real guard on a test database. */
export type TestHttpApp = {
  readonly app: NestFastifyApplication;
  /** A token for `caller`, as a sign-in would give. */
  tokenOf(caller: Pick<Caller, 'subject' | 'organisation'> & { readonly roles: readonly Role[] }): string;
  /** Sends a request; `bearer` is a token or a key. */
  send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    bearer?: string,
    body?: object,
    headers?: object,
  ): Promise<Answer>;
  close(): Promise<void>;
};

/** Where no relay runs, events would wait for ever: they go nowhere unless the test gives an outbox. */
class NobodyListens extends Outbox {
  override add(): Promise<void> {
    return Promise.resolve();
  }
  override addAll(): Promise<void> {
    return Promise.resolve();
  }
}

/** Starts the routes. Close it before the database. */
export async function anHttpApp(database: TestDatabase, options: HttpAppOptions): Promise<TestHttpApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'provisio-http-'));
  const config = loadConfig({ DATA_DIR: dataDir });
  const { logger } = aLogger();
  const clock = options.clock ?? new SystemClock();
  const ports = [
    { provide: Clock, useValue: clock },
    { provide: IdSource, useValue: new RandomIdSource(clock) },
    { provide: Cache, useValue: anInProcessCache(clock) },
    { provide: Outbox, useValue: new NobodyListens() },
    ...(options.ports ?? []),
  ];
  @Global()
  @Module({ providers: ports as Provider[], exports: ports.map(({ provide }) => provide) as Provider[] })
  class ProcessModule {}
  @Module({
    imports: [
      ProcessModule,
      ConfigModule.forRoot(config),
      TelemetryModule.forRoot(logger, new PrometheusMetrics()),
      DatabaseModule.forRoot({ appUrl: database.appUrl, poolSize: 6 }),
      IdentityModule,
      ...options.modules,
    ],
    controllers: [...options.controllers],
    providers: [
      { provide: APP_GUARD, useClass: IdentityGuard },
      { provide: APP_INTERCEPTOR, useClass: MoneyReadsInterceptor },
    ],
  })
  class RoutesModule {}

  const adapter = createHttpAdapter(config.http);
  const app = await NestFactory.create<NestFastifyApplication>(RoutesModule, adapter, {
    logger: false,
    abortOnError: false,
    bodyParser: false,
  });
  await setUpHttp(app, { title: 'Test', logger, config });
  options.prepare?.(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const tokens = app.get(AccessTokens, { strict: false });
  return {
    app,
    tokenOf: ({ subject, organisation, roles }) => tokens.issue(subject as Id<'User'>, organisation, roles),
    async send(method, url, bearer, body, headers = {}) {
      const authorization = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
      const payload = body === undefined ? {} : { payload: body };
      const reply = await app.inject({ method, url, headers: { ...authorization, ...headers }, ...payload });
      const isJson = String(reply.headers['content-type']).includes('json');
      return { status: reply.statusCode, text: reply.body, body: isJson ? reply.json() : {} };
    },
    async close() {
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
