import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';

const OPEN = loadSql(import.meta.url, './sql/open-chain-txs.sql');
const INSERT = loadSql(import.meta.url, './sql/insert-chain-tx.sql');
const ATTEMPTS = loadSql(import.meta.url, './sql/list-attempts.sql');
const INSERT_ATTEMPT = loadSql(import.meta.url, './sql/insert-attempt.sql');
const ALL = 'select * from settlement.chain_tx';
const LOCK_SENDER = 'select next_nonce from settlement.sender where chain_id = $1 and address = $2 for update';
const OPEN_SENDER = 'insert into settlement.sender values ($1, $2, $3) on conflict on constraint sender_pk do nothing';
const MOVE_NONCE = 'update settlement.sender set next_nonce = next_nonce + 1 where chain_id = $1 and address = $2';
const LOCK_SAME = 'select 1 from settlement.chain_tx where id = $1 and state = $2 and nonce = $3 for update';
const REOPEN = loadSql(import.meta.url, './sql/reopen-above.sql');
const STEP = `update settlement.chain_tx set state = $3, mined_hash = $4, mined_block = $5, mined_block_hash = $6,
  problem = coalesce($7, problem), ended_at = $8 where id = $1 and state = $2`;

/** `waiting`: no signed bytes; `sent`: bytes stored; `mined`: in a block; `final` and `failed`: that block is final. */
export type ChainTxState = 'waiting' | 'sent' | 'mined' | 'final' | 'failed';

/** What we want done on a chain. Addresses and hashes are lower-case hex, `data` 0x hex. */
export type ChainTx = {
  readonly id: Id<'ChainTx'>;
  readonly chainId: bigint;
  readonly sender: string;
  readonly nonce: bigint;
  readonly intentKey: string;
  readonly purpose: string;
  readonly to: string | null;
  readonly data: string;
  readonly gasLimit: bigint | null;
  /** The organisation that asked for it; null for our own wishes. */
  readonly owner: Id<'Organisation'> | null;
  readonly state: ChainTxState;
  readonly problem: string | null;
  readonly mined: Mined | null;
};

/** Where a transaction was mined. */
export type Mined = { readonly hash: string; readonly block: bigint; readonly blockHash: string };

/** Signed bytes of a transaction. Fees in wei a unit of gas. */
export type Attempt = {
  readonly txId: Id<'ChainTx'>;
  readonly attempt: number;
  readonly isBlank: boolean;
  readonly raw: string;
  readonly hash: string;
  readonly maxFee: bigint;
  readonly maxPriorityFee: bigint;
  readonly signedAt: EpochMs;
  readonly broadcastAt: EpochMs | null;
};

type ChainTxRow = {
  id: Id<'ChainTx'>;
  chain_id: bigint;
  sender: string;
  nonce: bigint;
  intent_key: string;
  purpose: string;
  to_address: string | null;
  data: Buffer;
  gas_limit: bigint | null;
  owner_id: Id<'Organisation'> | null;
  state: ChainTxState;
  problem: string | null;
  mined_hash: string | null;
  mined_block: bigint | null;
  mined_block_hash: string | null;
};
type AttemptRow = {
  tx_id: Id<'ChainTx'>;
  attempt: number;
  is_blank: boolean;
  raw: Buffer;
  hash: string;
  max_fee: string;
  max_priority_fee: string;
  signed_at: Date;
  broadcast_at: Date | null;
};

/** The chain's outbox: wishes, their nonces, and the signed bytes. */
@Injectable()
export class ChainTxStore {
  constructor(private readonly database: Database) {}

  /** Starts counting nonces of a sender at `nonce`, once. */
  async openSender(chainId: bigint, address: string, nonce: bigint): Promise<void> {
    await this.database.query(OPEN_SENDER, [chainId, address, nonce]);
  }

  /** The sender's next nonce, nobody else's until the transaction ends; undefined before `openSender`. */
  async lockSender(tx: Tx, chainId: bigint, address: string): Promise<bigint | undefined> {
    return (await tx.query<{ next_nonce: bigint }>(LOCK_SENDER, [chainId, address]))[0]?.next_nonce;
  }

  /** The sender's next nonce as it is now, for whoever looks again under the lock. */
  async nextNonce(chainId: bigint, address: string): Promise<bigint> {
    const sql = 'select next_nonce from settlement.sender where chain_id = $1 and address = $2';
    return (await this.database.query<{ next_nonce: bigint }>(sql, [chainId, address]))[0]?.next_nonce ?? 0n;
  }

  /** Whether the locked sender has a wish of this purpose at `nonce` or later. */
  async hasSince(
    tx: Tx,
    { chainId, sender, nonce, purpose }: Pick<ChainTx, 'chainId' | 'sender' | 'nonce' | 'purpose'>,
  ): Promise<boolean> {
    const sql =
      'select 1 from settlement.chain_tx where chain_id = $1 and sender = $2 and nonce >= $3 and purpose = $4';
    return (await tx.query(`${sql} limit 1`, [chainId, sender, nonce, purpose])).length > 0;
  }

  async findByIntent(tx: Tx, chainId: bigint, intentKey: string): Promise<ChainTx | undefined> {
    const rows = await tx.query<ChainTxRow>(`${ALL} where chain_id = $1 and intent_key = $2`, [chainId, intentKey]);
    return rows.map(chainTxOf)[0];
  }

  /** Adds a wish at the locked sender's next nonce, and moves the nonce on. */
  async insert(tx: Tx, wish: Omit<ChainTx, 'state' | 'problem' | 'mined'>, now: EpochMs): Promise<void> {
    await tx.query(MOVE_NONCE, [wish.chainId, wish.sender]);
    const { id, chainId, sender, nonce, intentKey, purpose, to, data, gasLimit, owner } = wish;
    const bytes = Buffer.from(data.slice(2), 'hex');
    await tx.query(INSERT, [id, chainId, sender, nonce, intentKey, purpose, to, bytes, gasLimit, owner, new Date(now)]);
  }

  /** Wishes that are not final yet, by sender and nonce. */
  async open(chainId: bigint, limit: number): Promise<readonly ChainTx[]> {
    return (await this.database.query<ChainTxRow>(OPEN, [chainId, limit])).map(chainTxOf);
  }

  async find(ids: readonly Id<'ChainTx'>[]): Promise<readonly ChainTx[]> {
    return (await this.database.query<ChainTxRow>(`${ALL} where id = any ($1::uuid[])`, [ids])).map(chainTxOf);
  }

  async byIntent(chainId: bigint, intentKey: string): Promise<ChainTx | undefined> {
    const rows = await this.database.query<ChainTxRow>(`${ALL} where chain_id = $1 and intent_key = $2`, [
      chainId,
      intentKey,
    ]);
    return rows.map(chainTxOf)[0];
  }

  /** The newest wish of one purpose that `owner` had; undefined before the first. */
  async newestOf(chainId: bigint, owner: Id<'Organisation'>, purpose: string): Promise<ChainTx | undefined> {
    const sql = `${ALL} where chain_id = $1 and owner_id = $2 and purpose = $3 order by created_at desc, nonce desc limit 1`;
    return (await this.database.query<ChainTxRow>(sql, [chainId, owner, purpose])).map(chainTxOf)[0];
  }

  /** Wishes of one purpose that are not final yet. */
  async openOf(tx: Tx, chainId: bigint, purpose: string): Promise<readonly ChainTx[]> {
    const sql = `${ALL} where chain_id = $1 and purpose = $2 and state in ('waiting', 'sent', 'mined') order by nonce`;
    return (await tx.query<ChainTxRow>(sql, [chainId, purpose])).map(chainTxOf);
  }

  /** Signed bytes at the wish's present nonce, oldest first. */
  async attempts(id: Id<'ChainTx'>): Promise<readonly Attempt[]> {
    return (await this.database.query<AttemptRow>(ATTEMPTS, [id])).map(attemptOf);
  }

  /**
   * Locks the wish for signing, and answers the number of its last attempt (over every nonce that it has had);
   * undefined when another process has moved it since it was read.
   */
  async lockToSign(tx: Tx, wish: ChainTx): Promise<number | undefined> {
    const same = await tx.query(LOCK_SAME, [wish.id, wish.state, wish.nonce]);
    const sql = 'select coalesce(max(attempt), 0) as last from settlement.chain_tx_attempt where tx_id = $1';
    return same.length === 0 ? undefined : (await tx.query<{ last: number }>(sql, [wish.id]))[0]?.last;
  }

  /** Stores signed bytes. The wish is locked. */
  async addAttempt(tx: Tx, nonce: bigint, attempt: Omit<Attempt, 'broadcastAt'>): Promise<void> {
    const { txId, attempt: number, isBlank, raw, hash, maxFee, maxPriorityFee, signedAt } = attempt;
    const bytes = Buffer.from(raw.slice(2), 'hex');
    const fees = [maxFee, maxPriorityFee];
    await tx.query(INSERT_ATTEMPT, [txId, number, nonce, isBlank, bytes, hash, ...fees, new Date(signedAt)]);
  }

  async markBroadcast(of: Attempt, now: EpochMs): Promise<void> {
    const sql = 'update settlement.chain_tx_attempt set broadcast_at = $3 where tx_id = $1 and attempt = $2';
    await this.database.query(sql, [of.txId, of.attempt, new Date(now)]);
  }

  /** Moves a wish from the state it was read in; a wish that another process moved meanwhile stays as it is. */
  async step(
    of: ChainTx,
    state: ChainTxState,
    what: { mined?: Mined | null; problem?: string; endedAt?: EpochMs } = {},
    tx?: Tx,
  ): Promise<void> {
    const { mined = null, problem = null, endedAt = null } = what;
    await (tx ?? this.database).query(STEP, [
      of.id,
      of.state,
      state,
      mined?.hash ?? null,
      mined?.block ?? null,
      mined?.blockHash ?? null,
      problem,
      endedAt === null ? null : new Date(endedAt),
    ]);
  }

  /** Sends what was mined above `fork` again: those blocks went away, the signed bytes are still there. */
  async reopenAbove(tx: Tx, chainId: bigint, fork: bigint): Promise<void> {
    await tx.query(REOPEN, [chainId, fork]);
  }

  /** Gives a wish another nonce: its old one was used up by somebody else's transaction. The sender is locked. */
  async moveToNonce(tx: Tx, of: ChainTx, nonce: bigint): Promise<void> {
    await tx.query(MOVE_NONCE, [of.chainId, of.sender]);
    const sql = `update settlement.chain_tx set nonce = $3, state = 'waiting' where id = $1 and nonce = $2`;
    await tx.query(sql, [of.id, of.nonce, nonce]);
  }
}

function chainTxOf(row: ChainTxRow): ChainTx {
  const { mined_hash: hash, mined_block: block, mined_block_hash: blockHash } = row;
  return {
    id: row.id,
    chainId: row.chain_id,
    sender: row.sender,
    nonce: row.nonce,
    intentKey: row.intent_key,
    purpose: row.purpose,
    to: row.to_address,
    data: `0x${row.data.toString('hex')}`,
    gasLimit: row.gas_limit,
    owner: row.owner_id,
    state: row.state,
    problem: row.problem,
    mined: hash === null || block === null || blockHash === null ? null : { hash, block, blockHash },
  };
}

function attemptOf(row: AttemptRow): Attempt {
  return {
    txId: row.tx_id,
    attempt: row.attempt,
    isBlank: row.is_blank,
    raw: `0x${row.raw.toString('hex')}`,
    hash: row.hash,
    maxFee: BigInt(row.max_fee),
    maxPriorityFee: BigInt(row.max_priority_fee),
    signedAt: row.signed_at.getTime() as EpochMs,
    broadcastAt: (row.broadcast_at?.getTime() ?? null) as EpochMs | null,
  };
}
