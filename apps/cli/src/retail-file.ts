import { parse } from 'csv-parse';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Transform, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InvalidInput, parseInstant, sha256 } from '#kernel';
import { generateRetail, RETAIL_COLUMNS, type RetailRecord } from '#modules/orders';

/** Something that can be imported. */
export type RetailInput = {
  readonly name: string;
  /** Records in all, for the progress bar. */
  readonly total: number;
  readonly records: AsyncIterable<RetailRecord> | Iterable<RetailRecord>;
  /** SHA-256 of what it is: the file's bytes, or what the generator was asked for. */
  readonly hash: Uint8Array;
};

/** Opens a file, or `generated:<days>` for made-up records of the same shape. @throws {InvalidInput} when it is neither. */
export async function openInput(input: string): Promise<RetailInput> {
  const days = /^generated:(\d{1,4})$/.exec(input)?.[1];
  if (days === undefined) {
    const name = path.basename(input);
    return { name, total: await countRecords(input), records: readRetailFile(input), hash: await sha256OfFile(input) };
  }
  const shape = { seed: 1, days: Number(days), invoicesPerDay: 150, cancelled: 0.15, firstInvoice: 500_000 };
  const records = (): Iterable<RetailRecord> =>
    generateRetail({ ...shape, from: parseInstant('2010-12-01T00:00:00Z') });
  return { name: input, total: [...records()].length, records: records(), hash: sha256(JSON.stringify(shape)) };
}

/** The file's bytes, decompressed where its name ends in `.gz`. @throws {InvalidInput} when there is no such file. */
async function open(file: string): Promise<Readable[]> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) throw new InvalidInput('file', `${file} is not a file`);
  return file.endsWith('.gz') ? [createReadStream(file), createGunzip()] : [createReadStream(file)];
}

/**
 * The records of an Online Retail file, one after the other; memory does not grow with the file.
 * @throws {InvalidInput} when it is not such a file: no gzip, other columns, a line that is cut off.
 */
async function* readRetailFile(file: string): AsyncGenerator<RetailRecord> {
  const parser = parse({ columns: (names: string[]) => checkColumns(file, names), bom: true, relax_quotes: true });
  const reading = pipeline([...(await open(file)), parser] as never).catch((error: unknown) =>
    parser.destroy(error as Error),
  );
  try {
    for await (const record of parser) yield record as RetailRecord;
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw new InvalidInput(
      'file',
      `${file} cannot be read as a table: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    parser.destroy();
    await reading;
  }
}

/** How many records the file holds, for the progress bar: its line ends less the heading. */
async function countRecords(file: string): Promise<number> {
  let lines = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
      done();
    },
  });
  await pipeline([...(await open(file)), count] as never);
  return Math.max(lines - 1, 0);
}

/** SHA-256 of the file as it lies there. */
async function sha256OfFile(file: string): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest();
}

function checkColumns(file: string, names: readonly string[]): string[] {
  const missing = RETAIL_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new InvalidInput('file', `${file} has no column ${missing.join(', ')}`);
  return [...names];
}
