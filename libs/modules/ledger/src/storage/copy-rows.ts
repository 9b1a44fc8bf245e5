import { type EpochMs, writeUuid } from '#kernel';

// Binary COPY (PostgreSQL manual, chapter COPY, "Binary Format"): signature, flags, length of the header's extension.
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER_BYTES = 2;
const NULL = -1;
/** PostgreSQL counts microseconds from 2000-01-01. */
const POSTGRES_EPOCH_MS = 946_684_800_000n;
/** UTF-8 takes at most so many bytes for a UTF-16 code unit. */
const MOST_BYTES_A_UNIT = 3;

/** Rows in PostgreSQL's binary COPY format; each row is begun with its number of columns, then written in order. */
export class CopyRows {
  private buffer: Buffer;
  /** The same bytes: it writes a bigint without making two of it, which Buffer's own methods do. */
  private view: DataView;
  private at: number;
  /** The instant written last: rows come with few different ones. */
  private instant: EpochMs | undefined;
  private microseconds = 0n;

  /** `expectedBytes` only saves growing. */
  constructor(expectedBytes = 4_096) {
    this.buffer = Buffer.allocUnsafe(Math.max(expectedBytes, 64));
    this.view = viewOf(this.buffer);
    this.at = HEADER.copy(this.buffer);
  }

  row(columns: number): this {
    this.reserve(2);
    this.at = this.buffer.writeInt16BE(columns, this.at);
    return this;
  }

  absent(): this {
    this.reserve(4);
    this.at = this.buffer.writeInt32BE(NULL, this.at);
    return this;
  }

  /** `value` must fit: a larger one would be written as its lowest 64 bits. */
  int8(value: bigint): this {
    this.field(8);
    this.view.setBigInt64(this.at, value);
    this.at += 8;
    return this;
  }

  int4(value: number): this {
    this.field(4);
    this.at = this.buffer.writeInt32BE(value, this.at);
    return this;
  }

  int2(value: number): this {
    this.field(2);
    this.at = this.buffer.writeInt16BE(value, this.at);
    return this;
  }

  timestamptz(value: EpochMs): this {
    if (value !== this.instant) {
      this.instant = value;
      this.microseconds = (BigInt(value) - POSTGRES_EPOCH_MS) * 1_000n;
    }
    return this.int8(this.microseconds);
  }

  uuid(value: string): this {
    this.field(16);
    this.at = writeUuid(value, this.buffer, this.at);
    return this;
  }

  /** Bytes given as hex digits. */
  hex(value: string): this {
    const length = value.length >> 1;
    this.field(length);
    this.at += this.buffer.write(value, this.at, length, 'hex');
    return this;
  }

  bytea(value: Uint8Array): this {
    this.field(value.length);
    this.buffer.set(value, this.at);
    this.at += value.length;
    return this;
  }

  text(value: string): this {
    this.reserve(4 + MOST_BYTES_A_UNIT * value.length);
    const length = this.buffer.write(value, this.at + 4, 'utf8');
    this.at = this.buffer.writeInt32BE(length, this.at) + length;
    return this;
  }

  /** Everything written so far as one COPY stream; the rows are over with it. */
  finish(): Buffer {
    this.reserve(TRAILER_BYTES);
    this.at = this.buffer.writeInt16BE(NULL, this.at);
    return this.buffer.subarray(0, this.at);
  }

  private field(bytes: number): void {
    this.reserve(4 + bytes);
    this.view.setInt32(this.at, bytes);
    this.at += 4;
  }

  private reserve(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.buffer.length, this.at + bytes));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
    this.view = viewOf(larger);
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
}
