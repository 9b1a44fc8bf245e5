import { Injectable } from '@nestjs/common';
import { type Id, IdSource, type Json, id, present } from '#kernel';
import type { Tx } from '#platform/database';
import type { AuctionResult } from '../../domain/auction.ts';
import type { LoggedAuction } from '../../domain/auction-leaf.ts';
import { AuctionLeafStore } from '../../storage/auction-leaf.store.ts';

/** A record of `auction.results`, as `ServeAds` writes it. */
type AuctionRecord = {
  readonly at: string;
  readonly request: Json & { readonly id: string };
  readonly result: AuctionResult;
  readonly winners: readonly (string | null)[];
};

/** Keeps auctions that somebody won, so that the next minute seals them. Others cost nobody anything. */
@Injectable()
export class KeepAuctions {
  constructor(
    private readonly leaves: AuctionLeafStore,
    private readonly ids: IdSource,
  ) {}

  /** Takes `bodies` of `auction.results` in the consumer's transaction. One that is kept already stays as it is. */
  async execute(tx: Tx, bodies: readonly string[]): Promise<void> {
    const won = bodies
      .map((body) => JSON.parse(body) as AuctionRecord)
      .filter(({ result }) => result.winners.length > 0);
    const creatives = won.flatMap(({ winners }) =>
      winners.flatMap((creative) => (creative === null ? [] : [creative])),
    );
    if (creatives.length === 0) return;
    const owners = await this.leaves.advertisersOf(
      tx,
      [...new Set(creatives)].map((text) => id<'Creative'>(text)),
    );
    await this.leaves.insert(
      tx,
      won.map((record) => auctionOf(record, owners, this.ids)),
    );
  }
}

function auctionOf(
  { at, request, result, winners }: AuctionRecord,
  owners: ReadonlyMap<Id<'Creative'>, Id<'Organisation'>>,
  ids: IdSource,
): LoggedAuction {
  return {
    auctionId: id(request.id),
    at,
    version: result.version,
    request,
    result: JSON.stringify(result),
    losingScore: result.losingScore,
    winners: result.winners.flatMap(({ slot, priceNanos }, index) => {
      const creative = winners[index];
      if (creative === null || creative === undefined) return [];
      const creativeId = id<'Creative'>(creative);
      const advertiserId = present(owners.get(creativeId), 'the owner of a creative that won');
      return [{ salt: ids.next<'Salt'>(), slot, creativeId, advertiserId, priceNanos }];
    }),
  };
}
