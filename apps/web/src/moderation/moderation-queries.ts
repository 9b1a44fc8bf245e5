import { queryOptions } from '@tanstack/react-query';
import { get } from '../api.ts';
import type { CaseFile } from './policy.ts';

const QUEUE_MS = 10_000;
const BOOKS_MS = 2_000;

/** Cases that wait, asked for again by itself. */
export const queueQuery = queryOptions({
  queryKey: ['moderation', 'queue'],
  queryFn: () => get('/v1/moderation/queue'),
  refetchInterval: QUEUE_MS,
});

/** One case with its evidence. */
export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['moderation', 'case', id], queryFn: () => get('/v1/moderation/cases/{id}', { id }) });

/** What the post's links have earned right now. Without links there is nothing to ask. */
export const effectQuery = (file: CaseFile | undefined) => {
  const links = file?.post?.tags.map(({ link }) => link) ?? [];
  return queryOptions({
    queryKey: ['moderation', 'effect', ...links],
    queryFn: async () => {
      if (links.length === 0) return [];
      return (await get('/v1/commission-reviews/effect', { query: { links: links.join(',') } })).totals;
    },
    enabled: file !== undefined,
    refetchInterval: BOOKS_MS,
  });
};
