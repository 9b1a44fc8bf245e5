import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import path from 'node:path';
import { pino } from 'pino';
import { createLogger } from '#platform/telemetry';
import { CoreModule } from '../../worker/src/core.module.ts';
import { Workers } from '../../worker/src/workers.ts';
import { type CommandServices, withServices } from './services.ts';

/** The application without HTTP, and what it works on. */
export type CommandContext = { readonly app: INestApplicationContext; readonly services: CommandServices };

/**
 * Runs `work` with every use-case at hand. Where no product runs, this process does the background work itself; where
 * one runs, that one does. Log lines go to the same file as the product's.
 */
export function withContext<T>(work: (context: CommandContext) => Promise<T>): Promise<T> {
  return withServices(async (services) => {
    const { config } = services;
    const file = pino.destination({ dest: path.resolve(config.dataDir, 'provisio.log'), sync: true });
    const core = CoreModule.with({ ...services, logger: createLogger(config, file) });
    const app = await NestFactory.createApplicationContext(core, { logger: ['error', 'warn'], abortOnError: false });
    try {
      if (!services.isShared) await app.get(Workers).start();
      return await work({ app, services });
    } finally {
      await app.close();
    }
  });
}
