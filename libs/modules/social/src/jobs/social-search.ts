import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { EventConsumers, type Stop } from '#platform/event-log';
import { SOCIAL_TOPIC, SocialEvent } from '../events.ts';
import { PostIndex } from '../use-cases/search-posts/post-index.ts';

/** The consumer group that keeps the search index. */
export const SOCIAL_SEARCH_GROUP = 'social-search';

/** Keeps the index of posts behind the table, for a worker process. */
@Injectable()
export class SocialSearch {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly index: PostIndex,
  ) {}

  /** Fills a new index, then follows what comes and goes; the answer stops it when its batch is done. */
  async start(): Promise<Stop> {
    await this.index.fillIfNew();
    return this.consumers.consume(SOCIAL_TOPIC, SOCIAL_SEARCH_GROUP, async (_tx, records) => {
      const told = records.flatMap(({ body }) => movedPost(SocialEvent.parse(JSON.parse(body))));
      await this.index.refresh([...new Set(told)]);
    });
  }
}

/** The post that came or went. */
function movedPost(event: SocialEvent): Id<'Post'>[] {
  switch (event.event) {
    case 'social.post_shown.v1':
    case 'social.post_removed.v1':
    case 'social.post_restored.v1':
      return [event.post.id as Id<'Post'>];
    case 'social.post_acted_on.v1':
    case 'social.author_followed.v1':
      return [];
  }
}
