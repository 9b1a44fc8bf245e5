import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from './error-panel.tsx';
import { Skeleton } from './skeleton.tsx';

type Any = Pick<UseQueryResult, 'data' | 'error' | 'refetch'>;

/** Shows `children` once every query has answered, so that no part pushes another away when it comes. */
export function Together({ queries, children }: { queries: readonly Any[]; children: ReactNode }) {
  const failed = queries.find(({ data, error }) => data === undefined && error !== null);
  if (failed !== undefined) return <ErrorPanel error={failed.error} retry={() => void failed.refetch()} />;
  return queries.every(({ data }) => data !== undefined) ? children : <Skeleton rows={12} />;
}
