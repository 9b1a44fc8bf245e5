import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useBook } from '../book.ts';
import { Loaded } from '../components/loaded.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { useAnchored } from '../coverage.ts';
import { ask } from '../queries.ts';

/** Like `Loaded`, for rows that say how far they are proven: shown once that is known as well, or cannot be, so that nothing moves. */
export function Settled<T>(props: { query: UseQueryResult<T>; rows: number; children: (data: T) => ReactNode }) {
  const of = useBook();
  const proof = [useQuery(ask.checkpoint(of)), useAnchored(of)];
  const isOpen = proof.some(({ data, error }) => data === undefined && error === null);
  return isOpen ? <Skeleton rows={props.rows} /> : <Loaded {...props} />;
}
