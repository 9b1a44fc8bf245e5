import type { FastifyInstance } from 'fastify';
import type { BlobStore } from '#platform/blob-store';

const FILE = /^[0-9a-f]{64}\.(?:jpg|webp)$/;

/** Serves renditions on the bare server. An address is the hash of its bytes, so browsers keep it for a year. */
export function registerMedia(server: FastifyInstance, blobs: BlobStore): void {
  server.get<{ Params: { folder: string; file: string } }>('/media/:folder/:file', async (request, reply) => {
    const { folder, file } = request.params;
    const isOurs = FILE.test(file) && file.startsWith(folder) && folder.length === 2;
    const blob = isOurs ? await blobs.get(`media/${folder}/${file}`) : undefined;
    if (blob === undefined) return reply.status(404).send();
    return reply
      .header('content-type', blob.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .send(blob.bytes);
  });
}
