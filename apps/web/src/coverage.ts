import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { InBook } from './book.ts';
import type { Coverage } from './proof-state.ts';
import { ask, LIVE_MS } from './queries.ts';

/** What the chain holds of a log: how many leaves, how many of them no reorg takes away, and where its newest head is. */
type Anchored = {
  readonly size: string;
  readonly final_size: string;
  /** `0x` and 64 hex digits, as the chain writes it; null before the first, as its block. */
  readonly root: string | null;
  readonly block_number: string | null;
};

const NOTHING: Anchored = { size: '0', final_size: '0', root: null, block_number: null };

/** What the chain holds of a book's log: each book is anchored in a contract of its own, or in none. */
export function useAnchored({ book }: InBook): UseQueryResult<Anchored> {
  const isMain = book === undefined;
  const main = useQuery({ ...ask.contracts, enabled: isMain, select: ({ anchor }): Anchored => anchor ?? NOTHING });
  const other = useQuery({
    ...ask.books,
    enabled: !isMain,
    refetchInterval: LIVE_MS,
    select: ({ books }): Anchored => {
      const anchor = books.find(({ name }) => name === book)?.anchor ?? NOTHING;
      return { ...anchor, root: anchor.root === null ? null : `0x${anchor.root}` };
    },
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
