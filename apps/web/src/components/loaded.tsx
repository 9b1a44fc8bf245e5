import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from './error-panel.tsx';
import { Skeleton } from './skeleton.tsx';

/** What a query answered, or a skeleton of `rows` while it is on its way, or what went wrong with a way to try again. */
export function Loaded<T>(props: { query: UseQueryResult<T>; rows: number; children: (data: T) => ReactNode }) {
  const { data, error, refetch } = props.query;
  if (data !== undefined) return props.children(data);
  if (error !== null) return <ErrorPanel error={error} retry={() => void refetch()} />;
  return <Skeleton rows={props.rows} />;
}
