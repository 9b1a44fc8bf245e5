import { Injectable } from '@nestjs/common';
import type { EpochMs, Id, Minor } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { CustodyKey } from '#modules/ledger';

const ADD_RUN = `insert into settlement.frozen_run (run_id, custody_key, frozen_at) values ($1, $2, $3)
  on conflict on constraint frozen_run_pk do update set frozen_at = excluded.frozen_at`;
const MARK_TAKEN = loadSql(import.meta.url, './sql/mark-runs-taken.sql');
const TAKEN_RUNS = `select run_id, frozen_at is not null as is_heard from settlement.frozen_run
  where custody_key = $1 and epoch is null and taken_at is not null order by run_id`;
const RUNS_OF = 'select run_id from settlement.frozen_run where custody_key = $1 and epoch = $2 order by run_id';
const TAKE_RUNS = `update settlement.frozen_run set epoch = $2
  where custody_key = $1 and epoch is null and run_id = any ($3::uuid[])`;
const EPOCHS = 'select * from settlement.epoch';
const ADD_EPOCH = loadSql(import.meta.url, './sql/add-epoch.sql');
const ADD_LEAVES = loadSql(import.meta.url, './sql/add-epoch-leaves.sql');
const CLAIMABLE = loadSql(import.meta.url, './sql/claimable-leaf.sql');
const LANES = 'select lane, payee_id from settlement.payee_lane where custody_key = $1 order by lane';
const ADD_LANES = loadSql(import.meta.url, './sql/add-lanes.sql');
const LEAVES = 'select * from settlement.epoch_leaf where custody_key = $1 and epoch = $2 order by leaf_index';

/** `built`: stored only; `posting`: wished; `posted`: seen on the chain; `final`; `voided`: pays nothing. */
export type EpochState = 'built' | 'posting' | 'posted' | 'final' | 'voided';

/** One payout tree. Hashes are lower-case hex. */
export type Epoch = {
  readonly custodyKey: CustodyKey;
  readonly number: bigint;
  readonly ledgerSize: bigint;
  readonly leafCount: bigint;
  readonly total: Minor;
  readonly treeRoot: string;
  readonly root: string;
  readonly state: EpochState;
  readonly tries: number;
  readonly activeAt: EpochMs | null;
};

/** One payee's leaf of a tree. `proof`: siblings from the leaf upwards, 0x hex. */
export type EpochLeaf = {
  readonly index: bigint;
  readonly lane: bigint;
  readonly payeeId: Id<'Organisation'>;
  readonly wallet: string;
  readonly cumulative: Minor;
  readonly lastSeq: bigint;
  readonly proof: readonly string[];
};

/** A payee's slot in a vault. */
export type PayeeLane = { readonly lane: bigint; readonly payeeId: Id<'Organisation'> };

type EpochRow = {
  custody_key: CustodyKey;
  number: bigint;
  ledger_size: bigint;
  leaf_count: bigint;
  total: Minor;
  tree_root: string;
  root: string;
  state: EpochState;
  tries: number;
  active_at: Date | null;
};
type LeafRow = {
  leaf_index: bigint;
  lane: bigint;
  payee_id: Id<'Organisation'>;
  wallet: string;
  cumulative: Minor;
  last_seq: bigint;
  proof: Buffer;
};
type LaneRow = { lane: bigint; payee_id: Id<'Organisation'> };

/** Payout runs on their way to the chain, their trees, and the payees' lanes. */
@Injectable()
export class EpochStore {
  constructor(private readonly database: Database) {}

  /** The oldest epoch that is not on the chain yet. */
  async oldestOpen(key: CustodyKey): Promise<Epoch | undefined> {
    const sql = `${EPOCHS} where custody_key = $1 and state in ('built', 'posting') order by number limit 1`;
    return (await this.database.query<EpochRow>(sql, [key])).map(epochOf)[0];
  }

  /** Whether a run waits for a tree. */
  async hasWaitingRuns(key: CustodyKey): Promise<boolean> {
    const sql = 'select 1 from settlement.frozen_run where custody_key = $1 and epoch is null limit 1';
    return (await this.database.query(sql, [key])).length > 0;
  }

  async addRun(tx: Tx, run: Id<'PayoutRun'>, key: CustodyKey, frozenAt: EpochMs): Promise<void> {
    await tx.query(ADD_RUN, [run, key, new Date(frozenAt)]);
  }

  /** Notes that payouts gave these runs out; one that we have not heard of yet is added. */
  async markTaken(tx: Tx, key: CustodyKey, runs: readonly Id<'PayoutRun'>[], now: EpochMs): Promise<void> {
    if (runs.length > 0) await tx.query(MARK_TAKEN, [key, runs, new Date(now)]);
  }

  /** Runs that the next tree pays; one is not heard of before its event, which opens its payees' lanes, has come. */
  async takenRuns(tx: Tx, key: CustodyKey): Promise<readonly { id: Id<'PayoutRun'>; isHeard: boolean }[]> {
    const rows = await tx.query<{ run_id: Id<'PayoutRun'>; is_heard: boolean }>(TAKEN_RUNS, [key]);
    return rows.map((row) => ({ id: row.run_id, isHeard: row.is_heard }));
  }

  async runsOf(tx: Tx, key: CustodyKey, epoch: bigint): Promise<readonly Id<'PayoutRun'>[]> {
    return (await tx.query<{ run_id: Id<'PayoutRun'> }>(RUNS_OF, [key, epoch])).map(({ run_id }) => run_id);
  }

  /** Newest first. */
  async epochs(key: CustodyKey, limit: number): Promise<readonly Epoch[]> {
    const sql = `${EPOCHS} where custody_key = $1 order by number desc limit $2`;
    return (await this.database.query<EpochRow>(sql, [key, limit])).map(epochOf);
  }

  async find(key: CustodyKey, number: bigint): Promise<Epoch | undefined> {
    const sql = `${EPOCHS} where custody_key = $1 and number = $2`;
    return (await this.database.query<EpochRow>(sql, [key, number])).map(epochOf)[0];
  }

  /** The epoch that pays a run; undefined before it is built. */
  async ofRun(run: Id<'PayoutRun'>): Promise<Epoch | undefined> {
    const sql = `select e.* from settlement.frozen_run r
      join settlement.epoch e on e.custody_key = r.custody_key and e.number = r.epoch where r.run_id = $1`;
    return (await this.database.query<EpochRow>(sql, [run])).map(epochOf)[0];
  }

  async lanes(key: CustodyKey): Promise<readonly PayeeLane[]> {
    return (await this.database.query<LaneRow>(LANES, [key])).map(laneOf);
  }

  /** Log position of the note that ties a payee's lane to their account. */
  async laneNote(key: CustodyKey, payee: Id<'Organisation'>): Promise<bigint | undefined> {
    const sql = 'select note_seq from settlement.payee_lane where custody_key = $1 and payee_id = $2';
    return (await this.database.query<{ note_seq: bigint }>(sql, [key, payee]))[0]?.note_seq;
  }

  async lanesWithin(tx: Tx, key: CustodyKey): Promise<readonly PayeeLane[]> {
    return (await tx.query<LaneRow>(LANES, [key])).map(laneOf);
  }

  async addLanes(
    tx: Tx,
    key: CustodyKey,
    lanes: readonly (PayeeLane & { noteSeq: bigint })[],
    now: EpochMs,
  ): Promise<void> {
    const columns = [
      lanes.map(({ lane }) => lane),
      lanes.map(({ payeeId }) => payeeId),
      lanes.map(({ noteSeq }) => noteSeq),
    ];
    await tx.query(ADD_LANES, [key, ...columns, new Date(now)]);
  }

  /** Stores a tree with its leaves, and ties the waiting runs in it to its number. */
  async add(
    tx: Tx,
    epoch: Epoch,
    leaves: readonly EpochLeaf[],
    runs: readonly Id<'PayoutRun'>[],
    now: EpochMs,
  ): Promise<void> {
    const { custodyKey, number, ledgerSize, leafCount, total, treeRoot, root } = epoch;
    await tx.query(ADD_EPOCH, [custodyKey, number, ledgerSize, leafCount, total, treeRoot, root, new Date(now)]);
    await tx.query(ADD_LEAVES, [
      custodyKey,
      number,
      leaves.map(({ index }) => index),
      leaves.map(({ lane }) => lane),
      leaves.map(({ payeeId }) => payeeId),
      leaves.map(({ wallet }) => wallet),
      leaves.map(({ cumulative }) => cumulative),
      leaves.map(({ lastSeq }) => lastSeq),
      leaves.map(({ proof }) => Buffer.from(proof.map((hash) => hash.slice(2)).join(''), 'hex')),
    ]);
    await tx.query(TAKE_RUNS, [custodyKey, number, runs]);
  }

  async leaves(key: CustodyKey, epoch: bigint): Promise<readonly EpochLeaf[]> {
    return (await this.database.query<LeafRow>(LEAVES, [key, epoch])).map(leafOf);
  }

  /** The payee's leaf in the newest root that pays at `now`, with that epoch; undefined when no root pays them. */
  async claimable(
    key: CustodyKey,
    payee: Id<'Organisation'>,
    now: EpochMs,
  ): Promise<{ epoch: Epoch; leaf: EpochLeaf } | undefined> {
    const [row] = await this.database.query<EpochRow & LeafRow>(CLAIMABLE, [key, payee, new Date(now)]);
    return row === undefined ? undefined : { epoch: epochOf(row), leaf: leafOf(row) };
  }

  async leafOfPayee(key: CustodyKey, epoch: bigint, payee: Id<'Organisation'>): Promise<EpochLeaf | undefined> {
    const sql = 'select * from settlement.epoch_leaf where custody_key = $1 and epoch = $2 and payee_id = $3';
    return (await this.database.query<LeafRow>(sql, [key, epoch, payee])).map(leafOf)[0];
  }

  async setPosting(tx: Tx, { custodyKey, number }: Epoch): Promise<void> {
    const sql = `update settlement.epoch set state = 'posting' where custody_key = $1 and number = $2 and state = 'built'`;
    await tx.query(sql, [custodyKey, number]);
  }

  /** The vault refused the post: it is wished again under the next number. */
  async setRefused(tx: Tx, { custodyKey, number, tries }: Epoch): Promise<void> {
    const sql = `update settlement.epoch set state = 'built', tries = $3 + 1
      where custody_key = $1 and number = $2 and tries = $3 and state = 'posting'`;
    await tx.query(sql, [custodyKey, number, tries]);
  }

  /** Moves an epoch that is in one of `from` to where its event on the chain says it is. */
  async setSeen(
    tx: Tx,
    key: CustodyKey,
    number: bigint,
    from: readonly EpochState[],
    seen: { state: EpochState; activeAt?: EpochMs; txHash?: string },
  ): Promise<void> {
    const sql = `update settlement.epoch set state = $4, active_at = coalesce($5, active_at), post_tx = coalesce($6, post_tx)
      where custody_key = $1 and number = $2 and state = any ($3::text[])`;
    const activeAt = seen.activeAt === undefined ? null : new Date(seen.activeAt);
    await tx.query(sql, [key, number, from, seen.state, activeAt, seen.txHash ?? null]);
  }
}

function epochOf(row: EpochRow): Epoch {
  return {
    custodyKey: row.custody_key,
    number: row.number,
    ledgerSize: row.ledger_size,
    leafCount: row.leaf_count,
    total: row.total,
    treeRoot: row.tree_root,
    root: row.root,
    state: row.state,
    tries: row.tries,
    activeAt: (row.active_at?.getTime() ?? null) as EpochMs | null,
  };
}

function leafOf(row: LeafRow): EpochLeaf {
  const proof = row.proof.toString('hex').match(/.{64}/g) ?? [];
  return {
    index: row.leaf_index,
    lane: row.lane,
    payeeId: row.payee_id,
    wallet: row.wallet,
    cumulative: row.cumulative,
    lastSeq: row.last_seq,
    proof: proof.map((hash) => `0x${hash}`),
  };
}

function laneOf({ lane, payee_id: payeeId }: LaneRow): PayeeLane {
  return { lane, payeeId };
}
