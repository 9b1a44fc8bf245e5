import type { Json } from '#kernel';
import type { Checkpoint, EntryView, NoteView } from '#modules/ledger';
import type { AnchorFact } from '../../anchor-reader.ts';

/** A signed head of the log and the paths of leaves in it. */
export type SignedLog = {
  readonly origin: string;
  readonly publicKey: string;
  readonly checkpoint: Checkpoint;
  readonly paths: ReadonlyMap<bigint, readonly Uint8Array[]>;
  readonly anchor: AnchorFact | undefined;
};

/** The published form of a receipt bundle. */
export function bundleOf(parts: {
  readonly receipt: Json;
  readonly entry: EntryView;
  readonly note: NoteView;
  readonly log: SignedLog;
}): Json {
  const { receipt, entry, note, log } = parts;
  return {
    format: 'provisio.receipt.v1',
    receipt,
    entry: entry.content,
    leaves: entry.leaves,
    rule_note: {
      seq: note.seq.toString(),
      topic: note.topic,
      hash: hex(note.hash),
      recorded_at: String(note.recordedAt),
    },
    log: {
      origin: log.origin,
      size: log.checkpoint.size.toString(),
      root: hex(log.checkpoint.root),
      checkpoint: log.checkpoint.signedNote,
      public_key: log.publicKey,
      inclusion: Object.fromEntries([...log.paths].map(([seq, path]) => [seq.toString(), path.map(hex)])),
    },
    anchor: anchorBody(log.anchor),
  };
}

function anchorBody(anchor: AnchorFact | undefined): Json {
  if (anchor === undefined) return null;
  return {
    chain_id: anchor.chainId.toString(),
    contract: anchor.contract,
    size: anchor.size.toString(),
    root: anchor.root,
    tx_hash: anchor.txHash,
    block_number: anchor.blockNumber.toString(),
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
