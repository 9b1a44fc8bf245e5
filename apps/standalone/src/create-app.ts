import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import path from 'node:path';
import type { Config } from '#platform/config';
import { createHttpAdapter, setUpHttp } from '#platform/http';
import { StartRefused } from '#platform/runtime';
import type { CoreOptions } from '../../worker/src/core.module.ts';
import { Workers } from '../../worker/src/workers.ts';
import { registerEdge } from '../../edge/src/register-edge.ts';
import { AppModule } from './app.module.ts';
import { serveWebApp } from './web-app.ts';

/** The application with its routes and workers, not listening yet. */
export async function createApp(options: CoreOptions, root: string): Promise<NestFastifyApplication> {
  const { config, logger, rpcUrl } = options;
  const adapter = createHttpAdapter(config.http);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(options), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    bodyParser: false,
  });
  await setUpHttp(app, { title: 'Provisio', logger, config, connectTo: [new URL(rpcUrl).origin] });
  registerEdge(app, config);
  await serveWebApp(app, path.join(root, 'dist/web'));
  await app.init();
  await app.get(Workers).start();
  return app;
}

/** Listens and answers with the URL. @throws {StartRefused} when the port is taken. */
export async function listen(app: NestFastifyApplication, config: Config): Promise<string> {
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartRefused(`port ${config.port} is in use; stop what uses it, or choose another with --port.`);
  }
  return config.publicUrl ?? (await app.getUrl());
}
