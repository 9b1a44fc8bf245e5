import { useInfiniteQuery } from '@tanstack/react-query';
import { feedQuery, placesOf } from './feed-queries.ts';

/** The signed context of the feed in which the reader met this post; undefined where they did not come by the feed. */
export function useFeedContext(postId: string): string | undefined {
  const { data } = useInfiniteQuery({ ...feedQuery, enabled: false });
  const places = placesOf(data?.pages ?? []);
  const found = places.find((place) => place.kind === 'post' && place.item.post === postId);
  return found?.kind === 'post' ? found.item.context : undefined;
}
