import { Injectable } from '@nestjs/common';
import { type AuctionRequest, type AuctionResult, replayAuction } from '../../domain/auction.ts';
import { Market } from '../../domain/market.ts';
import { SnapshotStore } from '../../storage/snapshot.store.ts';

/** What a replay found; nothing when the snapshot is not kept any more. */
export type Replayed = { readonly isSame: boolean; readonly result: AuctionResult };

/** Runs a logged auction again, from the snapshot that it names. */
@Injectable()
export class ReplayAuction {
  constructor(private readonly snapshots: SnapshotStore) {}

  /** `body` is a record of `auction.results`. */
  async execute(body: string): Promise<Replayed | undefined> {
    const { request, result } = JSON.parse(body) as { request: AuctionRequest; result: AuctionResult };
    const snapshot = await this.snapshots.find(result.version);
    if (snapshot === undefined) return undefined;
    const again = replayAuction(new Market(snapshot), request, result);
    return { isSame: JSON.stringify(again) === JSON.stringify(result), result: again };
  }
}
