import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, formatInstant, present } from '#kernel';
import { instantOf } from '../domain/chain-time.ts';
import type { ChainBlock } from '#platform/chain';
import { Database, loadSql, type Tx } from '#platform/database';
import type { EventBody, KnownName } from '../adapters/contract-calls.ts';

const OPEN = `insert into settlement.indexer values ($1, $2, -1) on conflict on constraint indexer_pk do nothing`;
const POSITION = 'select next_block, final_block from settlement.indexer where chain_id = $1';
const MOVE = 'update settlement.indexer set next_block = $2, final_block = $3 where chain_id = $1';
const ADD_BLOCKS = loadSql(import.meta.url, './sql/add-blocks.sql');
const ADD_EVENTS = loadSql(import.meta.url, './sql/add-chain-events.sql');
const HEADERS = loadSql(import.meta.url, './sql/list-headers.sql');
const UNSETTLED = loadSql(import.meta.url, './sql/lock-unsettled-events.sql');
const ORPHANED = loadSql(import.meta.url, './sql/lock-events-above.sql');
const LEAVE_BRANCH = `update settlement.block set orphaned_at = $3
  where chain_id = $1 and number > $2 and orphaned_at is null`;
const SETTLE = `update settlement.chain_event set state = 'final', final_at = $2, entry_id = $3, problem = $4 where id = $1`;
const ORPHAN = `update settlement.chain_event set state = 'orphaned', orphaned_at = $2, reversal_id = $3 where id = $1`;
const SELECT_EVENTS = loadSql(import.meta.url, './sql/list-chain-events.sql');

/** How far the chain was looked at. `finalBlock` is -1 before anything was booked. */
export type IndexerPosition = { readonly nextBlock: bigint; readonly finalBlock: bigint };

/** `seen`: in transit; `final`: booked; `orphaned`: its block went away. */
export type ChainEventState = 'seen' | 'final' | 'orphaned';

/** One event of our contracts, with its place on the chain. */
export type ChainEvent = {
  readonly id: Id<'ChainEvent'>;
  readonly chainId: bigint;
  readonly block: bigint;
  readonly blockHash: string;
  readonly minedAt: EpochMs;
  readonly logIndex: number;
  readonly txHash: string;
  readonly contract: KnownName;
  readonly name: string;
  readonly body: EventBody;
  readonly state: ChainEventState;
  readonly entryId: Id<'Entry'> | null;
};

type EventRow = {
  id: Id<'ChainEvent'>;
  chain_id: bigint;
  block_number: bigint;
  block_hash: string;
  mined_at: Date;
  log_index: number;
  tx_hash: string;
  contract: KnownName;
  name: string;
  body: EventBody;
  state: ChainEventState;
  entry_id: Id<'Entry'> | null;
};
type BlockRow = { number: bigint; hash: string };

/** What was seen on each chain, and how far we looked. */
@Injectable()
export class ChainEventStore {
  constructor(private readonly database: Database) {}

  /** Starts looking at `firstBlock`, once; answers where we are. */
  async open(chainId: bigint, firstBlock: bigint): Promise<IndexerPosition> {
    const known = await this.position(chainId);
    if (known !== undefined) return known;
    await this.database.query(OPEN, [chainId, firstBlock]);
    return { nextBlock: firstBlock, finalBlock: -1n };
  }

  async position(chainId: bigint): Promise<IndexerPosition | undefined> {
    return positionOf(await this.database.query(POSITION, [chainId]));
  }

  /** The position, nobody else's to move until the transaction ends. */
  async lockPosition(tx: Tx, chainId: bigint): Promise<IndexerPosition | undefined> {
    return positionOf(await tx.query(`${POSITION} for update`, [chainId]));
  }

  async move(tx: Tx, chainId: bigint, to: IndexerPosition): Promise<void> {
    await tx.query(MOVE, [chainId, to.nextBlock, to.finalBlock]);
  }

  /** Adds headers to the branch that we follow; one that comes back from a branch we left is taken again. */
  async addBlocks(tx: Tx, chainId: bigint, blocks: readonly ChainBlock[]): Promise<void> {
    await tx.query(ADD_BLOCKS, [
      chainId,
      blocks.map(({ number }) => number),
      blocks.map(({ hash }) => hash),
      blocks.map(({ parentHash }) => parentHash),
      blocks.map(({ timeSeconds }) => formatInstant(instantOf(timeSeconds))),
    ]);
  }

  async addEvents(tx: Tx, events: readonly ChainEvent[], now: EpochMs): Promise<void> {
    const rows = events.map((event) => ({
      id: event.id,
      chain_id: String(event.chainId),
      block_number: String(event.block),
      block_hash: event.blockHash,
      log_index: event.logIndex,
      tx_hash: event.txHash,
      contract: event.contract,
      name: event.name,
      body: event.body,
    }));
    if (rows.length > 0) await tx.query(ADD_EVENTS, [JSON.stringify(rows), new Date(now)]);
  }

  /** Headers of our branch from `below` − 1 downwards. */
  headersBelow(chainId: bigint, below: bigint, limit: number): Promise<readonly BlockRow[]> {
    return this.database.query<BlockRow>(HEADERS, [chainId, below, limit]);
  }

  /** Events up to `height` that nobody has booked yet, in order; locked. */
  async lockUnsettled(tx: Tx, chainId: bigint, height: bigint, limit: number): Promise<readonly ChainEvent[]> {
    return (await tx.query<EventRow>(UNSETTLED, [chainId, height, limit])).map(eventOf);
  }

  async settle(
    tx: Tx,
    event: ChainEvent,
    what: { entryId: Id<'Entry'> | null; problem: string | null },
    now: EpochMs,
  ): Promise<void> {
    await tx.query(SETTLE, [event.id, new Date(now), what.entryId, what.problem]);
  }

  /** Marks the headers above `fork` as left, and answers the events that went with them, newest first; locked. */
  async leaveBranch(tx: Tx, chainId: bigint, fork: bigint, now: EpochMs): Promise<readonly ChainEvent[]> {
    const events = await tx.query<EventRow>(ORPHANED, [chainId, fork]);
    await tx.query(LEAVE_BRANCH, [chainId, fork, new Date(now)]);
    return events.map(eventOf);
  }

  async orphan(tx: Tx, event: ChainEvent, reversalId: Id<'Entry'> | null, now: EpochMs): Promise<void> {
    await tx.query(ORPHAN, [event.id, new Date(now), reversalId]);
  }

  /** Events of a contract on our branch by name, newest first. `state` null takes seen and final ones. */
  async newest(
    chainId: bigint,
    { contract, name }: Pick<ChainEvent, 'contract' | 'name'>,
    state: ChainEventState | null,
    limit: number,
  ): Promise<readonly ChainEvent[]> {
    return (await this.database.query<EventRow>(SELECT_EVENTS, [chainId, contract, name, state, limit])).map(eventOf);
  }

  /** Count of events that could not be booked at all; what nobody knows is booked to suspense and counts there. */
  async problems(chainId: bigint): Promise<bigint> {
    const sql = `select count(*) as count from settlement.chain_event
      where chain_id = $1 and problem is not null and entry_id is null and state <> 'orphaned'`;
    return (await this.database.query<{ count: bigint }>(sql, [chainId]))[0]?.count ?? 0n;
  }
}

/** A field of an event as text. */
export function textIn(event: ChainEvent, field: string): string {
  return present(event.body[field], `${event.name}.${field}`);
}

/** A field of an event as a whole number. */
export function wholeIn(event: ChainEvent, field: string): bigint {
  return BigInt(textIn(event, field));
}

function positionOf(rows: unknown[]): IndexerPosition | undefined {
  const [row] = rows as { next_block: bigint; final_block: bigint }[];
  return row === undefined ? undefined : { nextBlock: row.next_block, finalBlock: row.final_block };
}

function eventOf(row: EventRow): ChainEvent {
  return {
    id: row.id,
    chainId: row.chain_id,
    block: row.block_number,
    blockHash: row.block_hash,
    minedAt: row.mined_at.getTime() as EpochMs,
    logIndex: row.log_index,
    txHash: row.tx_hash,
    contract: row.contract,
    name: row.name,
    body: row.body,
    state: row.state,
    entryId: row.entry_id,
  };
}
