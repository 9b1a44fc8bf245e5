import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect } from 'react';
import type { Answer } from '../api.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { AdCard } from './ad-card.tsx';
import { FeedCard } from './feed-card.tsx';
import { FEED_PAGE, feedQuery, placesOf } from './feed-queries.ts';
import { HiddenCard } from './hidden-card.tsx';
import { useHidden } from './use-hidden.ts';
import { WhyThisDrawer } from './why-this.tsx';

/** What fits into a first window. */
const FIRST = 3;

/** The reader's feed: twelve at a time, by a press; it stays as it is, and where it is, until they ask for more. */
export function FeedScreen() {
  const query = useInfiniteQuery(feedQuery);
  useScrollKept(query.data !== undefined);
  return (
    <Page title="Feed">
      <Loaded query={query} rows={12}>
        {(data) => <Cards data={data} />}
      </Loaded>
      {query.hasNextPage ? (
        <button
          type="button"
          className="more"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading' : `Show ${FEED_PAGE} more`}
        </button>
      ) : null}
      {query.data !== undefined && !query.hasNextPage && placesOf(query.data.pages).length > 0 ? (
        <p className="muted">That is all there is right now.</p>
      ) : null}
      <WhyThisDrawer />
    </Page>
  );
}

function Cards({ data }: { data: InfiniteData<Answer<'/v1/feed'>> }) {
  const { states, hide, undo } = useHidden();
  const places = placesOf(data.pages);
  if (places.length === 0) {
    return (
      <EmptyState title="There is nothing to show yet">
        <p>Posts appear here as soon as an author has published one.</p>
      </EmptyState>
    );
  }
  return (
    <ul className="feed">
      {places.map((place, at) => {
        if (place.kind === 'ad') return <AdCard key={place.ad.auction} ad={place.ad} />;
        const { post } = place.item;
        const state = states.get(post);
        if (state !== undefined) return <HiddenCard key={post} isSent={state === 'sent'} undo={() => undo(post)} />;
        return <FeedCard key={post} item={place.item} isFirst={at < FIRST} hide={hide} />;
      })}
    </ul>
  );
}

const SCROLL = ['feed', 'scroll'];

/** Brings the reader back to where they were when they come back from a post. */
function useScrollKept(isReady: boolean): void {
  const queries = useQueryClient();
  useLayoutEffect(() => {
    if (isReady) window.scrollTo(0, queries.getQueryData<number>(SCROLL) ?? 0);
  }, [isReady, queries]);
  useEffect(() => {
    const keep = (): void => void queries.setQueryData(SCROLL, window.scrollY);
    window.addEventListener('scroll', keep, { passive: true });
    return () => window.removeEventListener('scroll', keep);
  }, [queries]);
}
