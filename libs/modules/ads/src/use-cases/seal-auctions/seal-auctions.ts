import { Injectable } from '@nestjs/common';
import { Clock, IdSource } from '#kernel';
import { AppendNotes } from '#modules/ledger/notes';
import { TransactionConflict, UnitOfWork } from '#platform/database';
import { rootOf } from '../../domain/minute-tree.ts';
import { AuctionLeafStore } from '../../storage/auction-leaf.store.ts';

/** Topic of the notes that hold the roots. */
const AUCTIONS_TOPIC = 'ads.auctions';

/** Auctions under one root. */
const MOST = 20_000;

/** Fixes the auctions of the last minute in the ledger's log: a Merkle root (RFC 9162) over them becomes a note. */
@Injectable()
export class SealAuctions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leaves: AuctionLeafStore,
    private readonly notes: AppendNotes,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** Seals what waits; answers how many auctions. Lock order: leaves by id, the ledger's head last. */
  async execute(): Promise<number> {
    for (let sealed = 0; ;) {
      const count = await this.sealOnce();
      sealed += count;
      if (count < MOST) return sealed;
    }
  }

  private sealOnce(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const taken = await this.leaves.take(tx, MOST);
      if (taken.length === 0) return 0;
      const id = this.ids.next<'AuctionMinute'>();
      const placed = await this.leaves.place(
        tx,
        id,
        taken.map(({ auctionId }) => auctionId),
      );
      if (placed !== taken.length) throw new TransactionConflict();
      const root = rootOf(taken.map(({ leafHash }) => leafHash));
      const [noteSeq = 0n] = await this.notes.execute(tx, [{ topic: AUCTIONS_TOPIC, hash: root }]);
      await this.leaves.insertMinute(tx, { id, sealedAt: this.clock.now(), size: taken.length, root, noteSeq });
      return taken.length;
    });
  }
}
