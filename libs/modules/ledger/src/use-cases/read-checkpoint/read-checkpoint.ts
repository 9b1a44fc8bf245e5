import { Injectable } from '@nestjs/common';
import { NoCheckpoint } from '../../log.errors.ts';
import { verifierKey } from '../../domain/signed-note.ts';
import { CheckpointSigner } from '../../storage/checkpoint-signer.ts';
import { type Checkpoint, LogStore } from '../../storage/log.store.ts';

/** Reads signed heads of the log. */
@Injectable()
export class ReadCheckpoint {
  constructor(
    private readonly log: LogStore,
    private readonly signer: CheckpointSigner,
  ) {}

  /** The latest signed head. @throws {NoCheckpoint} before the first. */
  async execute(): Promise<Checkpoint> {
    const { latest } = await this.log.state();
    if (latest === undefined) throw new NoCheckpoint();
    return latest;
  }

  /** The signed head of exactly `size` leaves, if there is one. */
  bySize(size: bigint): Promise<Checkpoint | undefined> {
    return this.log.findCheckpoint(size);
  }

  /** Name of the log and its key in the form of signed notes: `<origin>+<key id>+<base64>`. */
  async verifierKey(): Promise<{ readonly origin: string; readonly key: string }> {
    const { origin } = await this.log.state();
    return { origin, key: verifierKey(origin, await this.signer.publicKey()) };
  }
}
