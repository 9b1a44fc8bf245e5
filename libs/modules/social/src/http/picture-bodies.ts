import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MOST_PICTURE_BYTES } from '../adapters/cut-picture.ts';

const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/octet-stream'];

/** Lets `POST /v1/media` take a picture as the request's body. Call it between `setUpHttp` and `app.init()`. */
export function takePictures(app: NestFastifyApplication): void {
  // One byte more than is taken, so that a file that is a little too large gets our own answer.
  const options = { bodyLimit: MOST_PICTURE_BYTES + 1 };
  for (const type of TYPES) {
    app.useBodyParser(type, options, (_request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) =>
      done(null, body),
    );
  }
}
