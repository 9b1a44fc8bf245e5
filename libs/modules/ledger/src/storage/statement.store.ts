import { Injectable } from '@nestjs/common';
import type { Asset, EpochMs } from '#kernel';
import { Database, ReportDatabase, type Tx, loadSql } from '#platform/database';
import { type SumNode, packLeaves, unpackLeaves } from '../domain/balance-tree.ts';
import { transferKindOf } from '../domain/entry.ts';
import type { LeafView } from '../domain/entry-view.ts';
import { freshTo } from './fresh-to.ts';
import { instantOf } from './rows.ts';

const APPEND = loadSql(import.meta.url, './sql/append-balances.sql');
const FIND = loadSql(import.meta.url, './sql/find-balances.sql');
const LATEST = loadSql(import.meta.url, './sql/latest-balances.sql');
const TRANSFERS = loadSql(import.meta.url, './sql/statement-transfers.sql');

/** One asset's tree of balances, as it is stored. */
export type StoredBalances = {
  readonly asset: Asset;
  readonly size: bigint;
  readonly noteSeq: bigint;
  readonly lastAccountId: bigint;
  readonly root: SumNode;
  readonly leaves: readonly SumNode[];
};

/** An account's place in a tree of balances. `noteHash` is what the log holds at `noteSeq`. */
export type PlaceInBalances = {
  readonly size: bigint;
  readonly noteSeq: bigint;
  readonly noteHash: Buffer;
  readonly notedAt: EpochMs;
  readonly index: number;
  readonly leaves: readonly SumNode[];
};

/** A transfer of a statement: its leaf, and which entry it is of. */
export type StatementTransfer = LeafView & { readonly entry: string; readonly content_hash: string };

/** Statements of accounts and the trees of balances behind them. */
@Injectable()
export class StatementStore {
  constructor(
    private readonly database: Database,
    private readonly reports: ReportDatabase,
  ) {}

  async append(tx: Tx, { asset, size, noteSeq, lastAccountId, root, leaves }: StoredBalances): Promise<void> {
    const count = BigInt(leaves.length);
    const params = [asset, size, noteSeq, lastAccountId, count, root.owed, root.hash, packLeaves(leaves)];
    await tx.query(APPEND, params);
  }

  /** Where an account stands in the newest tree whose note is within the first `size` leaves. */
  async place(asset: Asset, size: bigint, accountId: bigint): Promise<PlaceInBalances | undefined> {
    type Row = { size: bigint; note_seq: bigint; note_hash: Buffer; recorded_at: Date; index: bigint; leaves: Buffer };
    const [row] = await this.database.query<Row>(FIND, [asset, size, accountId]);
    if (row === undefined) return undefined;
    return {
      size: row.size,
      noteSeq: row.note_seq,
      noteHash: row.note_hash,
      notedAt: instantOf(row.recorded_at),
      index: Number(row.index), // not money: a place in a tree
      leaves: unpackLeaves(row.leaves),
    };
  }

  async latest(): Promise<{ size: bigint; notedAt: EpochMs } | undefined> {
    const [row] = await this.database.query<{ size: bigint; recorded_at: Date }>(LATEST);
    return row === undefined ? undefined : { size: row.size, notedAt: instantOf(row.recorded_at) };
  }

  /** The newest `most` transfers of an account within the first `size` leaves, oldest first. */
  async transfers(accountId: bigint, size: bigint, most: number): Promise<StatementTransfer[]> {
    const rows = await this.reports.reading(freshTo(size), ({ database }) =>
      database.query<TransferRow>(TRANSFERS, [accountId, size, most]),
    );
    return rows.map(transferOf);
  }
}

type SideColumns<Side extends string> = {
  readonly [Column in `${Side}_${'path' | 'account_seq' | 'prev_seq' | 'credits_after' | 'debits_after'}`]: string;
};
type TransferRow = SideColumns<'debit'> &
  SideColumns<'credit'> & {
    readonly seq: string;
    readonly entry_id: string;
    readonly kind: number;
    readonly amount: string;
    readonly effective_at: Date;
    readonly recorded_at: Date;
    readonly refers_to: string;
    readonly facts: string;
    readonly content_hash: string;
  };

function transferOf(row: TransferRow): StatementTransfer {
  return {
    kind: 'transfer',
    seq: row.seq,
    entry: row.entry_id,
    transfer_kind: transferKindOf(row.kind),
    amount: row.amount,
    effective_at: String(row.effective_at.getTime()),
    recorded_at: String(row.recorded_at.getTime()),
    refers_to: row.refers_to,
    facts: row.facts,
    content_hash: row.content_hash,
    debit: {
      path: row.debit_path,
      account_seq: row.debit_account_seq,
      prev_seq: row.debit_prev_seq,
      credits_after: row.debit_credits_after,
      debits_after: row.debit_debits_after,
    },
    credit: {
      path: row.credit_path,
      account_seq: row.credit_account_seq,
      prev_seq: row.credit_prev_seq,
      credits_after: row.credit_credits_after,
      debits_after: row.credit_debits_after,
    },
  };
}
