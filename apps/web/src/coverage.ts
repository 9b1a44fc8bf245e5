import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { InBook } from './book.ts';
import type { Coverage } from './proof-state.ts';
import { ask, LIVE_MS } from './queries.ts';

/** How many leaves of a log the chain holds, and how many of them no reorg takes away. */
type Anchored = { readonly size: string; readonly final_size: string };

const NOTHING: Anchored = { size: '0', final_size: '0' };

/** What the chain holds of a book's log: each book is anchored in a contract of its own, or in none. */
export function useAnchored({ book }: InBook): UseQueryResult<Anchored> {
  const isMain = book === undefined;
  const main = useQuery({ ...ask.contracts, enabled: isMain, select: ({ anchor }): Anchored => anchor ?? NOTHING });
  const other = useQuery({
    ...ask.books,
    enabled: !isMain,
    refetchInterval: LIVE_MS,
    select: ({ books }): Anchored => books.find(({ name }) => name === book)?.anchor ?? NOTHING,
  });
  return isMain ? main : other;
}

/** How much of a book's log is signed and anchored right now; undefined until both are known. */
export function useCoverage(of: InBook = {}): Coverage | undefined {
  const { data: checkpoint } = useQuery(ask.checkpoint(of));
  const { data: anchored } = useAnchored(of);
  if (checkpoint === undefined || anchored === undefined) return undefined;
  return {
    signed: BigInt(checkpoint.size),
    anchored: BigInt(anchored.size),
    final: BigInt(anchored.final_size),
  };
}
