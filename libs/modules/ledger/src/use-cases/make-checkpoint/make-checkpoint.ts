import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { type Tx, UnitOfWork } from '#platform/database';
import { emptyRoot } from '../../domain/merkle.ts';
import { checkpointText, signedNote } from '../../domain/signed-note.ts';
import { TILE_HEIGHT, hashOfRange, spansOf } from '../../domain/tiles.ts';
import { CheckpointSigner } from '../../storage/checkpoint-signer.ts';
import { type Checkpoint, LogStore } from '../../storage/log.store.ts';

/** Tiles that one transaction seals: 16,384 leaves, so that a long backlog is worked off in short transactions. */
const TILES_A_STEP = 64n;

/** Seals the log's tiles and signs its head. */
@Injectable()
export class MakeCheckpoint {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: LogStore,
    private readonly signer: CheckpointSigner,
    private readonly clock: Clock,
  ) {}

  /**
   * A signed head of the log as it is now. Answers the latest one again while nothing was appended since. Takes no head:
   * posting goes on meanwhile. Call it outside a transaction. A crash in the middle loses nothing: the next call goes on.
   */
  async execute(): Promise<Checkpoint> {
    const { size } = await this.log.state();
    while (await this.unitOfWork.run((tx) => this.sealSome(tx, size)));
    return this.unitOfWork.run((tx) => this.sign(tx, size));
  }

  /** Seals the next tiles of the lowest level that has any to seal; false when every full tile is sealed. */
  private async sealSome(tx: Tx, size: bigint): Promise<boolean> {
    await this.log.lockSealing(tx);
    const sealed = await this.log.sealedTiles(tx);
    for (let level = 0; size >> BigInt(TILE_HEIGHT * (level + 1)) > 0n; level += 1) {
      const first = sealed.get(level) ?? 0n;
      const full = size >> BigInt(TILE_HEIGHT * (level + 1));
      if (first >= full) continue;
      const last = full - first > TILES_A_STEP ? first + TILES_A_STEP : full;
      await this.log.appendTiles(tx, level, first, last);
      return true;
    }
    return false;
  }

  private async sign(tx: Tx, size: bigint): Promise<Checkpoint> {
    await this.log.lockSealing(tx);
    const { origin, latest } = await this.log.state(tx);
    if (latest !== undefined && latest.size >= size) return latest;
    const root = await this.rootAt(tx, size);
    const text = checkpointText({ origin, size, root });
    const note = signedNote(text, origin, await this.signer.publicKey(), await this.signer.sign(text));
    const checkpoint = { size, root, signedNote: note, signedAt: this.clock.now() };
    await this.log.appendCheckpoint(tx, checkpoint);
    return checkpoint;
  }

  private async rootAt(tx: Tx, size: bigint): Promise<Buffer> {
    if (size === 0n) return emptyRoot();
    const tree = { from: 0n, to: size };
    return hashOfRange(tree, await this.log.readHashes(spansOf([tree]), tx));
  }
}
