import { randomUUID } from 'node:crypto';
import { Pool, type PoolClient } from 'pg';
import { query } from './postgres-server.ts';

/** The pool that the issue gives the baseline. */
const POOL = 16;

const SCHEMA = `
create schema row_lock;
create table row_lock.balance (id int8 primary key, amount int8 not null check (amount >= 0));
create table row_lock.transfer (
  id uuid primary key, amount int8 not null check (amount > 0), asset text not null, metadata text not null,
  effective_at timestamptz not null, recorded_at timestamptz not null default now());
create table row_lock.posting (
  transfer_id uuid not null references row_lock.transfer, line int2 not null, account_id int8 not null, amount int8 not null,
  balance_after int8 not null, primary key (transfer_id, line));
create index posting_of_account on row_lock.posting (account_id, transfer_id);
`;

/**
 * What a good engineer writes first: one transaction a transfer, two balances FOR UPDATE in order of id, a transfer with
 * two postings, pooled connections, prepared statements.
 */
export class RowLockLedger {
  private readonly pool: Pool;

  private constructor(url: string) {
    this.pool = new Pool({ connectionString: url, max: POOL });
  }

  static async open(ownerUrl: string, accountCount: number, funds: bigint): Promise<RowLockLedger> {
    await query(ownerUrl, SCHEMA);
    await query(
      ownerUrl,
      `insert into row_lock.balance select id, ${funds} from generate_series(1, ${accountCount}) id; analyze row_lock.balance`,
    );
    return new RowLockLedger(ownerUrl);
  }

  async transfer(debit: number, credit: number, amount: bigint): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      await this.book(client, debit, credit, amount);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }

  private async book(client: PoolClient, debit: number, credit: number, amount: bigint): Promise<void> {
    const locked = await client.query<{ id: string; amount: string }>({
      name: 'lock',
      text: 'select id, amount from row_lock.balance where id in ($1, $2) order by id for update',
      values: [debit, credit],
    });
    const after = new Map(locked.rows.map((row) => [BigInt(row.id), BigInt(row.amount)]));
    const [debitAfter, creditAfter] = [
      (after.get(BigInt(debit)) ?? 0n) - amount,
      (after.get(BigInt(credit)) ?? 0n) + amount,
    ];
    const id = randomUUID();
    await client.query({
      name: 'move',
      text: 'update row_lock.balance b set amount = v.amount from (values ($1::int8, $2::int8), ($3::int8, $4::int8)) v (id, amount) where b.id = v.id',
      values: [debit, debitAfter, credit, creditAfter],
    });
    await client.query({
      name: 'transfer',
      text: 'insert into row_lock.transfer (id, amount, asset, metadata, effective_at) values ($1, $2, $3, $4, now())',
      values: [id, amount, 'GBPT/2', '{"reason":"bench"}'],
    });
    await client.query({
      name: 'postings',
      text: 'insert into row_lock.posting (transfer_id, line, account_id, amount, balance_after) values ($1, 1, $2, -$3::int8, $4), ($1, 2, $5, $3::int8, $6)',
      values: [id, debit, amount, debitAfter, credit, creditAfter],
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
