import { Injectable } from '@nestjs/common';
import { EventConsumers, type Stop } from '#platform/event-log';
import { AUCTION_RESULTS_TOPIC } from '../events.ts';
import { KeepAuctions } from '../use-cases/seal-auctions/keep-auctions.ts';

/** The consumer group that keeps auctions for their proofs. */
export const AUCTIONS_GROUP = 'ads-auctions';

/** Keeps what was auctioned, for a worker process. */
@Injectable()
export class AuctionConsumers {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly keepAuctions: KeepAuctions,
  ) {}

  /** Starts; the answer stops it when its batches are done. */
  start(): Promise<Stop> {
    return this.consumers.consume(AUCTION_RESULTS_TOPIC, AUCTIONS_GROUP, (tx, records) =>
      this.keepAuctions.execute(
        tx,
        records.map(({ body }) => body),
      ),
    );
  }
}
