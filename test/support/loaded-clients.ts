// Opens every port of the platform as the embedded mode does, and prints which clients of other services were loaded:
//   node … loaded-clients.ts <appUrl>
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { tmpdir } from 'node:os';
import { BlobStoreModule } from '#platform/blob-store';
import { CacheModule } from '#platform/cache';
import { ConfigModule, loadConfig } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { EventLogModule } from '#platform/event-log';
import { JobQueueModule } from '#platform/job-queue';
import { OutboxModule } from '#platform/outbox';
import { SearchIndexModule } from '#platform/search-index';
import { TelemetryModule } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { ProcessModule } from '../../apps/worker/src/process.module.ts';

const CLIENTS =
  /\/node_modules\/(kafkajs|ioredis|@elastic\/elasticsearch|@aws-sdk\/client-s3|@aws-sdk\/s3-request-presigner)\//;
const loaded = new Set<string>();
registerHooks({
  load(url, context, next) {
    const client = CLIENTS.exec(url)?.[1];
    if (client !== undefined) loaded.add(client);
    return next(url, context);
  },
});

const [appUrl = ''] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'provisio-clients-'));

@Module({
  imports: [
    ProcessModule,
    ConfigModule.forRoot(loadConfig({})),
    TelemetryModule.forRoot(aLogger().logger),
    DatabaseModule.forRoot({ appUrl }),
    EventLogModule.forRoot(),
    OutboxModule.forRoot(),
    JobQueueModule.forRoot({ appUrl }),
    CacheModule.forRoot(),
    SearchIndexModule.forRoot(),
    BlobStoreModule.forRoot({ folder }),
  ],
})
class EmbeddedModule {}
const app = await NestFactory.createApplicationContext(EmbeddedModule, { logger: false });
await app.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(JSON.stringify([...loaded]));
