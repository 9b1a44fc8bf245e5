import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loaded } from '../components/loaded.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { ask } from '../queries.ts';

/** Like `Loaded`, for rows that say how far they are proven: shown once that is known as well, or cannot be, so that nothing moves. */
export function Settled<T>(props: { query: UseQueryResult<T>; rows: number; children: (data: T) => ReactNode }) {
  const proof = [useQuery(ask.checkpoint), useQuery(ask.contracts)];
  const isOpen = proof.some(({ data, error }) => data === undefined && error === null);
  return isOpen ? <Skeleton rows={props.rows} /> : <Loaded {...props} />;
}
