// A small ledger that makes a log of 37 leaves out of ordinary business: deposit, rule versions, orders, maturation,
// a refund after maturation, a payout run, a claim. The published trees and the receipt are cut from it.
import { canonical, hex, leafHash, sha, type LeafVector, type SideVector, type TransferVector } from './oracle.ts';

type Kind = TransferVector['transfer_kind'];
export type Row = {
  kind?: Kind;
  debit: string;
  credit: string;
  amount: string;
  facts?: string;
  refersTo?: string;
  upTo?: boolean;
  rest?: { debit: string; credit: string };
  /** What was booked, where the row is *up to* and the limit left less. */
  booked?: string;
};
export type EntryVector = {
  asset: string;
  effective_at: string;
  id: string;
  metadata: Record<string, unknown>;
  transfers: {
    amount: string;
    credit: string;
    debit: string;
    facts: string;
    kind: Kind;
    refers_to: string;
    rest: { credit: string; debit: string } | null;
    up_to: boolean;
  }[];
};

const ASSET = 'GBPT/2';

/** Books rows and notes in order and keeps each account's running values, as ledger.md says. */
export class SampleLog {
  readonly leaves: LeafVector[] = [];
  readonly entries: { entry: EntryVector; first: number; count: number }[] = [];
  readonly #accounts = new Map<string, SideVector>();
  #recordedAt = 1_700_000_000_000;

  note(topic: string, hash: Uint8Array): string {
    const seq = this.#nextSeq();
    this.leaves.push({ kind: 'note', seq, topic, hash: hex(hash), recorded_at: this.#tick() });
    return seq;
  }

  /** Books `rows` as one entry and gives the seq of its first transfer. A rest follows its row as a transfer of its own. */
  post(id: string, effectiveAt: string, metadata: Record<string, unknown>, rows: readonly Row[]): string {
    const entry: EntryVector = {
      asset: ASSET,
      effective_at: effectiveAt,
      id,
      metadata,
      transfers: rows.map((row) => ({
        amount: row.amount,
        credit: row.credit,
        debit: row.debit,
        facts: row.facts ?? '',
        kind: row.kind ?? 'post',
        refers_to: row.refersTo ?? '0',
        rest: row.rest === undefined ? null : { credit: row.rest.credit, debit: row.rest.debit },
        up_to: row.upTo ?? false,
      })),
    };
    const first = this.leaves.length;
    const contentHash = hex(sha(canonical(entry)));
    const recordedAt = this.#tick();
    for (const row of rows) {
      const booked = row.booked ?? row.amount;
      this.#book(id, effectiveAt, recordedAt, contentHash, { ...row, amount: booked });
      if (row.rest === undefined || booked === row.amount) continue;
      const amount = String(BigInt(row.amount) - BigInt(booked));
      this.#book(id, effectiveAt, recordedAt, contentHash, { ...row, ...row.rest, amount });
    }
    this.entries.push({ entry, first, count: this.leaves.length - first });
    return (this.leaves[first] as LeafVector).seq;
  }

  hashes(): Buffer[] {
    return this.leaves.map(leafHash);
  }

  #book(entry: string, effectiveAt: string, recordedAt: string, contentHash: string, row: Row): void {
    const seq = this.#nextSeq();
    this.leaves.push({
      kind: 'transfer',
      seq,
      entry,
      transfer_kind: row.kind ?? 'post',
      amount: row.amount,
      asset: ASSET,
      effective_at: effectiveAt,
      recorded_at: recordedAt,
      refers_to: row.refersTo ?? '0',
      facts: row.facts ?? '',
      content_hash: contentHash,
      debit: this.#move(row.debit, seq, 0n, BigInt(row.amount)),
      credit: this.#move(row.credit, seq, BigInt(row.amount), 0n),
    });
  }

  #move(path: string, seq: string, credits: bigint, debits: bigint): SideVector {
    // `prev_seq` in the map is the seq of this account's last transfer: what the next one points back at.
    const before = this.#accounts.get(path) ?? {
      path,
      account_seq: '0',
      prev_seq: '0',
      credits_after: '0',
      debits_after: '0',
    };
    const after = {
      path,
      account_seq: String(BigInt(before.account_seq) + 1n),
      prev_seq: before.prev_seq,
      credits_after: String(BigInt(before.credits_after) + credits),
      debits_after: String(BigInt(before.debits_after) + debits),
    };
    this.#accounts.set(path, { ...after, prev_seq: seq });
    return after;
  }

  #nextSeq(): string {
    return String(this.leaves.length + 1);
  }
  #tick(): string {
    this.#recordedAt += 250;
    return String(this.#recordedAt);
  }
}
