import { Client, type Connection } from 'pg';
import { newId } from '#kernel';
import { query } from './postgres-server.ts';

const SCHEMA = `
create schema raw_copy;
create table raw_copy.transfer (
  id uuid primary key, seq int8 not null, debit_account_id int8 not null, credit_account_id int8 not null, amount int8 not null,
  effective_at timestamptz not null);
create index transfer_seq on raw_copy.transfer (seq);
create index transfer_of_debit on raw_copy.transfer (debit_account_id, seq);
create index transfer_of_credit on raw_copy.transfer (credit_account_id, seq);
`;
const ROW_BYTES = 2 + 6 * 4 + 16 + 5 * 8;

/** Binary COPY into a plain table with a primary key and three b-tree indexes: what the disk and the indexes allow. */
export class RawCopy {
  private seq = 0n;

  private constructor(
    private readonly client: Client,
    private readonly accountCount: number,
  ) {}

  static async open(ownerUrl: string, accountCount: number): Promise<RawCopy> {
    await query(ownerUrl, SCHEMA);
    const client = new Client({ connectionString: ownerUrl });
    await client.connect();
    return new RawCopy(client, accountCount);
  }

  /** Makes and copies `count` rows in one transaction. */
  async copy(count: number): Promise<void> {
    const stream = new CopyStream('copy raw_copy.transfer from stdin (format binary)', this.rows(count));
    (this.client.query as (query: CopyStream) => void).call(this.client, stream);
    await stream.done;
  }

  private rows(count: number): Buffer {
    const out = Buffer.alloc(19 + count * ROW_BYTES + 2);
    let at = out.write('PGCOPY\n\xff\r\n\0', 'latin1') + 8;
    const now = Date.now();
    const account = (): bigint => BigInt(1 + Math.floor(Math.random() * this.accountCount));
    for (let n = 0; n < count; n += 1) {
      this.seq += 1n;
      at = out.writeInt16BE(6, at);
      at = out.writeInt32BE(16, at);
      at += Buffer.from(newId(now as Parameters<typeof newId>[0]).replaceAll('-', ''), 'hex').copy(out, at);
      for (const value of [this.seq, account(), account(), 100n, BigInt(now) * 1_000n]) {
        at = out.writeInt32BE(8, at);
        at = out.writeBigInt64BE(value, at);
      }
    }
    out.writeInt16BE(-1, at);
    return out;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

/** The same way to COPY as the ledger's own: statement and data in one go. */
class CopyStream {
  readonly done: Promise<void>;
  private resolve!: () => void;
  private reject!: (error: Error) => void;

  constructor(
    private readonly sql: string,
    private readonly rows: Buffer,
  ) {
    this.done = new Promise((resolve, reject) => {
      [this.resolve, this.reject] = [resolve, reject];
    });
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as {
      query(sql: string): void;
      sendCopyFromChunk(rows: Buffer): void;
      endCopyFrom(): void;
    };
    wire.query(this.sql);
    wire.sendCopyFromChunk(this.rows);
    wire.endCopyFrom();
  }

  handleCopyInResponse(): void {
    // The rows are on their way.
  }

  handleCommandComplete(): void {
    // ReadyForQuery follows.
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve();
  }
}
