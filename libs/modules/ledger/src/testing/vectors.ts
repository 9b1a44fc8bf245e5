import { readFileSync } from 'node:fs';
import type { EntryContent } from '../domain/entry-content.ts';
import { type LeafSide, type NoteLeaf, type TransferLeaf } from '../domain/leaf.ts';
import { type EntryDraft, KIND_CODES, type TransferKind } from '../domain/entry.ts';
import { type EpochMs, minor, sha256 } from '#kernel';
import { accountPath } from '../domain/account-path.ts';

type SideVector = { path: string; account_seq: string; prev_seq: string; credits_after: string; debits_after: string };

/** A leaf as the published vectors write it. */
export type LeafVector =
  | {
      kind: 'transfer';
      seq: string;
      entry: string;
      transfer_kind: TransferKind;
      amount: string;
      asset: string;
      effective_at: string;
      recorded_at: string;
      refers_to: string;
      facts: string;
      content_hash: string;
      debit: SideVector;
      credit: SideVector;
    }
  | { kind: 'note'; seq: string; topic: string; hash: string; recorded_at: string };

/** test/vectors/leaf-v1.json, made by an independent implementation. */
export type LeafVectors = {
  entries: { name: string; entry: EntryContent; canonical: string; content_hash: string }[];
  facts: { name: string; facts: Record<string, string | number>; hash: string }[];
  leaves: { name: string; leaf: LeafVector; body: string; hash: string }[];
  log: { leaf: LeafVector; hash: string }[];
  roots: string[];
  inclusion: { index: number; size: number; path: string[] }[];
  consistency: { from: number; to: number; proof: string[] }[];
  checkpoint: { seed: string; origin: string; size: number; note: string; vkey: string };
};

/** Reads the vectors. */
export function leafVectors(): LeafVectors {
  return JSON.parse(
    readFileSync(new URL('../../../../../test/vectors/leaf-v1.json', import.meta.url), 'utf8'),
  ) as LeafVectors;
}

/** A vector's transfer as the leaf code takes it. */
export function transferLeafOf(vector: LeafVector & { kind: 'transfer' }): TransferLeaf {
  return {
    seq: BigInt(vector.seq),
    entryId: vector.entry,
    kind: KIND_CODES[vector.transfer_kind],
    amount: BigInt(vector.amount),
    asset: vector.asset,
    effectiveAt: BigInt(vector.effective_at),
    recordedAt: BigInt(vector.recorded_at),
    refersTo: BigInt(vector.refers_to),
    facts: vector.facts === '' ? undefined : Buffer.from(vector.facts, 'hex'),
    contentHash: Buffer.from(vector.content_hash, 'hex'),
    debit: sideOf(vector.debit),
    credit: sideOf(vector.credit),
  };
}

function sideOf(vector: SideVector): LeafSide {
  return {
    pathHash: sha256(vector.path),
    accountSeq: BigInt(vector.account_seq),
    prevSeq: BigInt(vector.prev_seq),
    creditsAfter: BigInt(vector.credits_after),
    debitsAfter: BigInt(vector.debits_after),
  };
}

/** A vector's note as the leaf code takes it. */
export function noteLeafOf(vector: LeafVector & { kind: 'note' }): NoteLeaf {
  return {
    seq: BigInt(vector.seq),
    topic: vector.topic,
    hash: Buffer.from(vector.hash, 'hex'),
    recordedAt: BigInt(vector.recorded_at),
  };
}

/** The draft whose content is `content`. */
export function draftOf(content: EntryContent): EntryDraft {
  return {
    id: content.id,
    asset: content.asset,
    effectiveAt: Number.parseInt(content.effective_at, 10) as EpochMs,
    metadata: content.metadata,
    transfers: content.transfers.map((transfer) => ({
      kind: transfer.kind as 'post' | 'reversal',
      debit: accountPath(transfer.debit),
      credit: accountPath(transfer.credit),
      amount: minor(BigInt(transfer.amount)),
      upTo: transfer.up_to,
      ...(transfer.rest === null
        ? {}
        : { rest: { debit: accountPath(transfer.rest.debit), credit: accountPath(transfer.rest.credit) } }),
      ...(transfer.refers_to === '0' ? {} : { refersTo: BigInt(transfer.refers_to) }),
      ...(transfer.facts === '' ? {} : { facts: Buffer.from(transfer.facts, 'hex') }),
    })),
  };
}
