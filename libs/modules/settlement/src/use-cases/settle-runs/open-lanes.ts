import { Injectable } from '@nestjs/common';
import { Clock, type Id, canonicalJson, sha256 } from '#kernel';
import type { Tx } from '#platform/database';
import { type CustodyKey, accounts } from '#modules/ledger';
import { AppendNotes } from '#modules/ledger/notes';
import { ContractStore } from '../../storage/contract.store.ts';
import { EpochStore } from '../../storage/epoch.store.ts';

/** Topic of the notes that fix which account a lane pays. */
const LANE_TOPIC = 'settlement.payee_lane';

/** Hash of a lane's note: SHA-256 of the canonical JSON (RFC 8785) of vault, lane and account. */
function laneHash(key: CustodyKey, lane: bigint, payee: Id<'Organisation'>): Uint8Array {
  return sha256(canonicalJson({ account: accounts.settling(payee, key), custody: key, lane: lane.toString() }));
}

/** Gives payees their lane in a vault, for ever. */
@Injectable()
export class OpenLanes {
  constructor(
    private readonly contracts: ContractStore,
    private readonly epochs: EpochStore,
    private readonly notes: AppendNotes,
    private readonly clock: Clock,
  ) {}

  /** Opens the lanes that `payees` lack, each with a note in the log: the last step of the caller's transaction. */
  async execute(tx: Tx, key: CustodyKey, payees: readonly Id<'Organisation'>[]): Promise<void> {
    const next = await this.contracts.lockLanes(tx, key);
    const known = new Set((await this.epochs.lanesWithin(tx, key)).map(({ payeeId }) => payeeId));
    const fresh = [...new Set(payees)].filter((payee) => !known.has(payee)).toSorted();
    if (fresh.length === 0) return;
    const lanes = fresh.map((payeeId, at) => ({ payeeId, lane: next + BigInt(at) }));
    await this.contracts.moveLanes(tx, key, next + BigInt(fresh.length));
    const notes = lanes.map(({ lane, payeeId }) => ({ topic: LANE_TOPIC, hash: laneHash(key, lane, payeeId) }));
    const seqs = await this.notes.execute(tx, notes);
    const noted = lanes.map((lane, at) => ({ ...lane, noteSeq: seqs[at] ?? 0n }));
    await this.epochs.addLanes(tx, key, noted, this.clock.now());
  }
}
