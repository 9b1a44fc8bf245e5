/** The part of an endless query that this needs. */
type Pages = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
};

/** Gets the next page by a press, never by scrolling past. */
export function More({ query }: { query: Pages }) {
  if (!query.hasNextPage) return null;
  return (
    <button
      type="button"
      className="more"
      disabled={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {query.isFetchingNextPage ? 'Loading' : 'Show more'}
    </button>
  );
}
