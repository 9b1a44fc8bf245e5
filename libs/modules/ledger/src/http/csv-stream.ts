import { StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';

/** Lines in one write. */
const LINES = 500;

/**
 * Streams `rows` as CSV under `heading`, as fast as the reader takes it. The first row is read before anything is sent, so that a
 * refusal is still an answer of its own.
 */
export async function csvFile<Row>(
  rows: AsyncGenerator<Row>,
  heading: string,
  lineOf: (row: Row) => string,
  filename: string,
): Promise<StreamableFile> {
  const first = await rows.next();
  async function* text(): AsyncGenerator<string> {
    let lines = [heading];
    for (let row = first; row.done !== true; row = await rows.next()) {
      lines.push(lineOf(row.value));
      if (lines.length < LINES) continue;
      yield `${lines.join('\r\n')}\r\n`;
      lines = [];
    }
    if (lines.length > 0) yield `${lines.join('\r\n')}\r\n`;
  }
  return new StreamableFile(Readable.from(text()), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${filename}"`,
  });
}
