import { Injectable } from '@nestjs/common';
import type { Caller, Id, Json } from '#kernel';
import { ProveInclusion, ReadCheckpoint, ReadEntry } from '#modules/ledger';
import { AuctionNotFound, AuctionNotSealed } from '../../ads.errors.ts';
import { pathOf } from '../../domain/minute-tree.ts';
import { AuctionLeafStore } from '../../storage/auction-leaf.store.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Proves an auction: its leaf, the path to the root of its minute, the note that holds the root, its place in the log. */
@Injectable()
export class ProveAuction {
  constructor(
    private readonly leaves: AuctionLeafStore,
    private readonly readEntry: ReadEntry,
    private readonly proveInclusion: ProveInclusion,
    private readonly readCheckpoint: ReadCheckpoint,
  ) {}

  /**
   * The proof `provisio.auction.v1`, for advertisers who won a slot of it and for finance; of other winners it holds the
   * hash only. @throws {AuctionNotFound} also when others won it. @throws {AuctionNotSealed} its minute is not over.
   * @throws {NotInLog | NoCheckpoint} the log's next checkpoint will hold it.
   */
  async execute(caller: Caller, auctionId: Id<'Auction'>): Promise<Json> {
    const leaf = await this.leaves.find(auctionId);
    const isFinance = caller.roles.includes('finance');
    if (leaf === undefined || !(isFinance || leaf.advertisers.includes(caller.organisation))) {
      throw new AuctionNotFound();
    }
    const { sealed } = leaf;
    if (sealed === undefined) throw new AuctionNotSealed();
    const hashes = await this.leaves.hashesOf(sealed.minuteId);
    const note = await this.readEntry.note(sealed.noteSeq);
    const { size, signedNote } = await this.readCheckpoint.execute();
    const { paths } = await this.proveInclusion.execute([sealed.noteSeq], size);
    return {
      format: 'provisio.auction.v1',
      leaf: leaf.body,
      winners: leaf.winners.filter((winner) => isFinance || isOf(winner, caller.organisation)),
      minute: {
        place: sealed.place,
        size: hashes.length,
        path: pathOf(hashes, sealed.place).map(hex),
        root: hex(sealed.root),
      },
      note: { seq: String(note.seq), topic: note.topic, hash: hex(note.hash), recorded_at: String(note.recordedAt) },
      log: { size: String(size), path: (paths.get(sealed.noteSeq) ?? []).map(hex), checkpoint: signedNote },
    };
  }
}

function isOf(winner: Json, organisation: Id<'Organisation'>): boolean {
  return typeof winner === 'object' && winner !== null && 'advertiser' in winner && winner.advertiser === organisation;
}
