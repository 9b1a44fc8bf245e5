import type { Connection } from 'pg';
import { type Tx, databaseError } from '#platform/database';

// Binary COPY (PostgreSQL manual, chapter COPY, "Binary Format"): signature, flags, length of the header's extension.
const HEADER_BYTES = 11 + 4 + 4;
/** Microseconds between 1970 and 2000, where PostgreSQL begins to count. */
const POSTGRES_EPOCH_US = 946_684_800_000_000;

/**
 * Reads rows of PostgreSQL's binary COPY format. `next()` stands before a row's first column; every column is then read once,
 * in order, by the method of its type. Bytes are views of the answer, not copies.
 */
export class CopiedRows {
  private readonly view: DataView;
  private at = HEADER_BYTES;
  private repeated: { readonly bytes: Buffer; readonly text: string } = { bytes: Buffer.alloc(0), text: '' };

  constructor(private readonly bytes: Buffer) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Goes to the next row; false at the end. */
  next(): boolean {
    const columns = this.view.getInt16(this.at);
    this.at += 2;
    return columns >= 0;
  }

  int8(): bigint {
    this.at += 12;
    return this.view.getBigInt64(this.at - 8);
  }

  int8OrNull(): bigint | null {
    return this.isNull() ? null : this.int8();
  }

  int4OrNull(): number | null {
    if (this.isNull()) return null;
    this.at += 8;
    return this.view.getInt32(this.at - 4);
  }

  int2(): number {
    this.at += 6;
    return this.view.getInt16(this.at - 2);
  }

  /** Milliseconds since 1970 of a `timestamptz(3)`, which has no smaller parts. */
  timestamptz(): number {
    this.at += 12;
    // Not money, but an instant: a number from two halves is off by less than half a millisecond for 100,000 years.
    const us = this.view.getInt32(this.at - 8) * 2 ** 32 + this.view.getUint32(this.at - 4);
    return Math.round((us + POSTGRES_EPOCH_US) / 1_000);
  }

  bytea(): Buffer {
    const length = this.view.getInt32(this.at);
    this.at += 4 + length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  byteaOrNull(): Buffer | null {
    return this.isNull() ? null : this.bytea();
  }

  text(): string {
    const length = this.view.getInt32(this.at);
    this.at += 4 + length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }

  /** The text of a column that has few values: the same object again where it has not changed, so that to compare it costs nothing. */
  repeatedText(): string {
    const from = this.at + 4;
    const to = (this.at = from + this.view.getInt32(this.at));
    if (!this.repeated.bytes.equals(this.bytes.subarray(from, to))) {
      this.repeated = { bytes: this.bytes.subarray(from, to), text: this.bytes.toString('utf8', from, to) };
    }
    return this.repeated.text;
  }

  textOrNull(): string | null {
    return this.isNull() ? null : this.text();
  }

  private isNull(): boolean {
    if (this.view.getInt32(this.at) !== -1) return false;
    this.at += 4;
    return true;
  }
}

/** Runs `sql` (COPY … TO STDOUT (FORMAT BINARY)) and answers its rows. It takes no parameters: numbers stand in `sql`. */
export async function copyOut(tx: Tx, sql: string): Promise<CopiedRows> {
  const copy = new CopyOut(sql);
  // The driver takes any object that speaks its protocol; its type knows only its own.
  (tx.client.query as (query: CopyOut) => void).call(tx.client, copy);
  try {
    return new CopiedRows(await copy.done);
  } catch (error) {
    throw databaseError(error);
  }
}

/** One COPY on the driver's connection. */
class CopyOut {
  readonly done: Promise<Buffer>;
  private rows = Buffer.allocUnsafe(65_536);
  private length = 0;
  private resolve!: (rows: Buffer) => void;
  private reject!: (error: Error) => void;

  constructor(private readonly sql: string) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: Connection): void {
    (connection as unknown as { query(sql: string): void }).query(this.sql);
  }

  /** Copies the chunk at once: it is a view of the driver's buffer, which the next packet writes over. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (this.length + chunk.length > this.rows.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * this.rows.length, this.length + chunk.length));
      this.rows.copy(larger, 0, 0, this.length);
      this.rows = larger;
    }
    this.rows.set(chunk, this.length);
    this.length += chunk.length;
  }

  handleCommandComplete(): void {
    // ReadyForQuery follows.
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    // Rejected already when it failed, which a promise does not take back.
    this.resolve(this.rows.subarray(0, this.length));
  }
}
