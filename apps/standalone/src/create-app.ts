import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Config } from '#platform/config';
import { createHttpAdapter, setUpHttp } from '#platform/http';
import { takePictures } from '#modules/social/http';
import { askChain, dependenciesOf, StartRefused } from '#platform/runtime';
import { SearchIndex } from '#platform/search-index';
import type { CoreOptions } from '../../worker/src/core.module.ts';
import { Workers } from '../../worker/src/workers.ts';
import { registerEdge } from '../../edge/src/register-edge.ts';
import { AppModule } from './app.module.ts';
import { serveWebApp } from './web-app.ts';

/** The application with its routes and workers, not listening yet. @throws what a part says; the rest is closed again. */
export async function createApp(options: CoreOptions, root: string): Promise<NestFastifyApplication> {
  const adapter = createHttpAdapter(options.config.http);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(options), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    bodyParser: false,
  });
  try {
    await equip(app, options, root);
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Routes and background work. */
async function equip(
  app: NestFastifyApplication,
  { config, logger, rpcUrl }: CoreOptions,
  root: string,
): Promise<void> {
  const named = dependenciesOf(config, logger).map(({ key, ask }) => [key, () => ask().then(() => true)] as const);
  const ready = {
    search: () => app.get(SearchIndex).isReady(),
    chain: () => askChain(rpcUrl, config.chain.chainId).then(() => true),
    ...Object.fromEntries(named.filter(([key]) => key !== 'database')), // That one is asked through our own pool.
  };
  await setUpHttp(app, { title: 'Provisio', logger, config, connectTo: [new URL(rpcUrl).origin], ready });
  takePictures(app);
  registerEdge(app, config);
  await serveWebApp(app, path.join(root, 'dist/web'));
  await app.init();
  await app.get(Workers).start();
}

/** Listens and answers with the URL. @throws {StartRefused} when the port is taken. */
export async function listen(app: NestFastifyApplication, config: Config): Promise<string> {
  await app.listen(config.port, config.host).catch(refusePort(config));
  return config.publicUrl ?? (await app.getUrl());
}

/**
 * Tries the port for a moment, so that a start that cannot succeed ends before it has changed anything.
 * @throws {StartRefused} when it is taken.
 */
export async function tryPort(config: Config): Promise<void> {
  const server = createServer().listen(config.port, config.host);
  await once(server, 'listening').catch(refusePort(config));
  server.close();
  await once(server, 'close');
}

function refusePort({ port, host }: Config): (error: unknown) => never {
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} is in use; stop what uses it, or choose another with --port.`,
    EACCES: `port ${port} is not for you to use; choose another with --port.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine; HOST says where to listen.`,
  };
  return (error) => {
    const sentence = sentences[(error as NodeJS.ErrnoException).code ?? ''];
    throw sentence === undefined ? error : new StartRefused(sentence);
  };
}
