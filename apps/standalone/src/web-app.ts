import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Names with a hash of the content, made by the build: what lies under one never changes. */
const ASSETS = `${path.sep}assets${path.sep}`;

/**
 * Serves the built web app from `webRoot`, and its one page for every address that a browser opens and nothing else
 * answers: the page reads the address itself. Without a build there is nothing to serve, and the API works all the same.
 */
export async function serveWebApp(app: NestFastifyApplication, webRoot: string): Promise<void> {
  if (!existsSync(webRoot)) return;
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(fastifyStatic, {
    root: webRoot,
    serve: false,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const isAsset = file.includes(ASSETS);
      reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  fastify.get<{ Params: { '*': string } }>('/*', async ({ headers, params: { '*': file } }, reply) => {
    if (/^v\d+\//.test(file)) return reply.callNotFound(); // The API's, and it answers problems.
    const isPage = (headers.accept ?? '').includes('text/html') && path.extname(file) === '';
    return reply.sendFile(isPage ? 'index.html' : file);
  });
}
