import { type CanActivate, type ExecutionContext, Global, Injectable, Module, type Type } from '@nestjs/common';
import { APP_GUARD, NestFactory, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import path from 'node:path';
import { type Caller, Clock } from '#kernel';
import { BlobStoreModule } from '#platform/blob-store';
import { ConfigModule, loadConfig } from '#platform/config';
import { DatabaseModule, type ReplicaOptions } from '#platform/database';
import type { TestDatabase } from '#platform/database/testing';
import { createHttpAdapter, routeAccess, setCaller, setUpHttp } from '#platform/http';
import { PrometheusMetrics, TelemetryModule } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { AnchorReader, LedgerModule, PublishedLogModule } from '../index.ts';

/** Takes the caller from a header, and lets by whom the route allows, as identity's guard does. */
@Injectable()
class HeaderGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}
  canActivate(context: ExecutionContext): boolean {
    const access = routeAccess(this.reflector, context);
    const request = context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>();
    const header = request.headers['x-caller'];
    if (header === undefined) return access.isPublic;
    const caller = JSON.parse(header) as Caller;
    setCaller(request, caller);
    return access.isPublic || access.roles.some((role) => caller.roles.includes(role));
  }
}

/** What the ledger is served with in a test. */
export type OverHttp = {
  readonly db: Pick<TestDatabase, 'appUrl'>;
  readonly clock: Clock;
  readonly dataDir: string;
  readonly controllers: readonly Type[];
  /** Connections; 4 unless given. */
  readonly poolSize?: number;
  /** Where reports are read; the database itself when absent. */
  readonly replica?: ReplicaOptions;
  /** Books besides the main one, as LEDGER_BOOKS has them. */
  readonly books?: readonly object[];
  /** Where heads are anchored; nowhere when absent. */
  readonly anchors?: AnchorReader;
};

/** The ledger's routes on a test database; the caller of a request stands in its header `x-caller`, as JSON. */
export async function ledgerOverHttp({
  db,
  clock,
  dataDir,
  controllers,
  poolSize = 4,
  replica,
  books = [],
  anchors,
}: OverHttp): Promise<NestFastifyApplication> {
  const config = loadConfig({ DATA_DIR: dataDir, LEDGER_BOOKS: JSON.stringify(books) });
  const { logger } = aLogger();
  @Global()
  @Module({
    providers: [
      { provide: Clock, useValue: clock },
      { provide: AnchorReader, useValue: anchors },
    ],
    exports: [Clock, AnchorReader],
  })
  class ProcessModule {}
  @Module({
    imports: [
      ProcessModule,
      ConfigModule.forRoot(config),
      TelemetryModule.forRoot(logger, new PrometheusMetrics()),
      DatabaseModule.forRoot({ appUrl: db.appUrl, poolSize, replica }),
      BlobStoreModule.forRoot({ folder: path.join(dataDir, 'blobs') }),
      LedgerModule,
      PublishedLogModule,
    ],
    controllers: [...controllers],
    providers: [{ provide: APP_GUARD, useClass: HeaderGuard }],
  })
  class RoutesModule {}
  const app = await NestFactory.create<NestFastifyApplication>(RoutesModule, createHttpAdapter(config.http), {
    logger: false,
    abortOnError: false,
    bodyParser: false,
  });
  await setUpHttp(app, { title: 'Test', logger, config });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
