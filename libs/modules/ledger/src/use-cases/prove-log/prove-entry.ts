import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Json, present } from '#kernel';
import { type AnchorFact, AnchorReader } from '../../anchor-reader.ts';
import type { EntryView } from '../../domain/entry-view.ts';
import { NoCheckpoint } from '../../log.errors.ts';
import type { Checkpoint } from '../../storage/log.store.ts';
import { MakeCheckpoint } from '../make-checkpoint/make-checkpoint.ts';
import { ReadCheckpoint } from '../read-checkpoint/read-checkpoint.ts';
import { ProveInclusion } from './prove-inclusion.ts';

/** A signed head of the log and the paths of leaves in it. */
export type SignedLog = {
  readonly origin: string;
  readonly publicKey: string;
  readonly checkpoint: Checkpoint;
  readonly paths: ReadonlyMap<bigint, readonly Uint8Array[]>;
  readonly anchor: AnchorFact | undefined;
};

/** Finds the head of the log in which an entry is best proven, and the paths to it. */
@Injectable()
export class ProveEntry {
  constructor(
    private readonly readCheckpoint: ReadCheckpoint,
    private readonly makeCheckpoint: MakeCheckpoint,
    private readonly proveInclusion: ProveInclusion,
    @Optional() @Inject(AnchorReader) private readonly anchors?: AnchorReader,
  ) {}

  /**
   * Proves `entry` and the notes at `noteSeqs` in the latest anchored head of the log when that holds the entry, else in
   * the latest signed one; a head is signed when there is none yet that holds it.
   */
  async execute(entry: EntryView, noteSeqs: readonly bigint[]): Promise<SignedLog> {
    const seqs = [...entry.leaves.map(({ seq }) => BigInt(seq)), ...noteSeqs];
    const lastSeq = BigInt(present(entry.leaves.at(-1), 'last leaf').seq);
    const anchor = await this.anchorOver(lastSeq);
    const checkpoint = await this.checkpointOver(lastSeq, anchor);
    const { paths } = await this.proveInclusion.execute(seqs, checkpoint.size);
    const { origin, key } = await this.readCheckpoint.verifierKey();
    return { origin, publicKey: key, checkpoint, paths, anchor };
  }

  /** The latest anchor, when it holds the entry and we still have its signed head. */
  private async anchorOver(lastSeq: bigint): Promise<AnchorFact | undefined> {
    const anchor = await this.anchors?.latest();
    if (anchor === undefined || anchor.size < lastSeq) return undefined;
    return (await this.readCheckpoint.bySize(anchor.size)) === undefined ? undefined : anchor;
  }

  private async checkpointOver(lastSeq: bigint, anchor: AnchorFact | undefined): Promise<Checkpoint> {
    if (anchor !== undefined) return present(await this.readCheckpoint.bySize(anchor.size), 'anchored head');
    const latest = await this.latestHead();
    return latest !== undefined && latest.size >= lastSeq ? latest : this.makeCheckpoint.execute();
  }

  private async latestHead(): Promise<Checkpoint | undefined> {
    try {
      return await this.readCheckpoint.execute();
    } catch (error) {
      if (error instanceof NoCheckpoint) return undefined;
      throw error;
    }
  }
}

/** The published form of a signed head with its paths, and of where it is anchored. */
export function signedLogBody({ origin, publicKey, checkpoint, paths, anchor }: SignedLog): {
  log: Json;
  anchor: Json;
} {
  return {
    log: {
      origin,
      size: checkpoint.size.toString(),
      root: hex(checkpoint.root),
      checkpoint: checkpoint.signedNote,
      public_key: publicKey,
      inclusion: Object.fromEntries([...paths].map(([seq, path]) => [seq.toString(), path.map(hex)])),
    },
    anchor: anchorBody(anchor),
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
