// Opens every port of the platform as the embedded mode does, and prints which clients of other services were loaded:
//   node … loaded-clients.ts <appUrl>
import 'reflect-metadata';
import { registerHooks } from 'node:module';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule, loadConfig } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { EventLogModule } from '#platform/event-log';
import { JobQueueModule } from '#platform/job-queue';
import { OutboxModule } from '#platform/outbox';
import { TelemetryModule } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';

const CLIENTS = /\/node_modules\/(kafkajs|ioredis|@elastic\/elasticsearch|@aws-sdk\/client-s3)\//;
const loaded = new Set<string>();
registerHooks({
  load(url, context, next) {
    const client = CLIENTS.exec(url)?.[1];
    if (client !== undefined) loaded.add(client);
    return next(url, context);
  },
});

const [appUrl = ''] = process.argv.slice(2);

@Module({
  imports: [
    ConfigModule.forRoot(loadConfig({})),
    TelemetryModule.forRoot(aLogger().logger),
    DatabaseModule.forRoot({ appUrl }),
    EventLogModule.forRoot(),
    OutboxModule.forRoot(),
    JobQueueModule.forRoot({ appUrl }),
  ],
})
class EmbeddedModule {}
const app = await NestFactory.createApplicationContext(EmbeddedModule, { logger: false });
await app.close();
process.stdout.write(JSON.stringify([...loaded]));
