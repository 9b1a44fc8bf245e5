import { Writable } from 'node:stream';
import { type Logger, createLogger } from './logger.ts';

/** A logger that keeps its lines instead of writing them. */
export function aLogger(): { readonly logger: Logger; readonly lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  return { logger: createLogger({ logLevel: 'debug' }, sink), lines };
}
