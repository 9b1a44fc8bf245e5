import { Injectable } from '@nestjs/common';
import { Clock, InvalidInput } from '#kernel';
import type { Tx } from '#platform/database';
import { noteLeafHash } from '../../domain/leaf.ts';
import { LedgerStore } from '../../storage/ledger.store.ts';

/** A hash that the log shall fix in time: 32 bytes under a topic of 1 to 32 visible ASCII characters. */
export type NoteDraft = { readonly topic: string; readonly hash: Uint8Array };

const TOPIC = /^[\x21-\x7e]{1,32}$/;

/** Appends notes to the log, so that what they hash is provably older than what follows. */
@Injectable()
export class AppendNotes {
  constructor(
    private readonly store: LedgerStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Appends `notes` in order and answers their log positions. Like posting it holds the head to the end of the
   * transaction: the caller's last step. Not idempotent: who retries looks first whether its own row has a position.
   * @throws {InvalidInput} for a topic or hash of another form; nothing was written.
   */
  async execute(tx: Tx, notes: readonly NoteDraft[]): Promise<bigint[]> {
    for (const { topic, hash } of notes) {
      if (!TOPIC.test(topic)) throw new InvalidInput('topic', `${topic} is not 1 to 32 visible ASCII characters`);
      if (hash.length !== 32) throw new InvalidInput('hash', `a note's hash has 32 bytes, not ${hash.length}`);
    }
    if (notes.length === 0) return [];
    const head = await this.store.takeHead(tx);
    const now = this.clock.now();
    const recordedAt = now > head.recordedAt ? now : head.recordedAt;
    const leaves = notes.map((note, index) => ({ ...note, seq: head.seq + BigInt(index) + 1n, recordedAt }));
    await this.store.appendNotes(
      tx,
      leaves.map((leaf) => ({ ...leaf, leafHash: noteLeafHash(leaf) })),
    );
    return leaves.map(({ seq }) => seq);
  }
}
