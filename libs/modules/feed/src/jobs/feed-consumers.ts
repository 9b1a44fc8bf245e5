import { Injectable } from '@nestjs/common';
import { SOCIAL_TOPIC } from '#modules/social/events';
import { EventConsumers, type Stop } from '#platform/event-log';
import { FollowSocial } from '../use-cases/follow-social/follow-social.ts';

/** The consumer group of this module. */
export const FEED_GROUP = 'feed';

/** Listens to social, for a worker process. */
@Injectable()
export class FeedConsumers {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly followSocial: FollowSocial,
  ) {}

  /** Starts; the answer stops it when its batch is done. */
  start(): Promise<Stop> {
    return this.consumers.consume(SOCIAL_TOPIC, FEED_GROUP, (tx, records) =>
      this.followSocial.execute(
        tx,
        records.map(({ body }) => body),
      ),
    );
  }
}
