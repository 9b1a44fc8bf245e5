import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, get } from '../../api.ts';

const LIVE_MS = 3_000;
const MANY = '100';
const ROWS = '20';
const LINES = '5000';

/** A campaign as the API tells it. */
export type Campaign = Answer<'/v1/campaigns'>['items'][number];
/** What is shown for a campaign. */
export type Creative = Answer<'/v1/campaigns/{id}/creatives'>['items'][number];
/** A line of the report: one creative, at one placement, on one day. */
export type ReportLine = Answer<'/v1/campaigns/{id}/report'>['items'][number];

/** What the campaign screens ask for; figures are asked again while somebody looks. */
export const askCampaigns = {
  list: queryOptions({
    queryKey: ['campaigns'],
    queryFn: () => get('/v1/campaigns', { query: { limit: MANY } }),
    refetchInterval: LIVE_MS,
  }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['campaign', id],
      queryFn: () => get('/v1/campaigns/{id}', { id }),
      refetchInterval: LIVE_MS,
    }),
  creatives: (id: string) =>
    queryOptions({
      queryKey: ['campaign', id, 'creatives'],
      queryFn: () => get('/v1/campaigns/{id}/creatives', { id }),
      refetchInterval: LIVE_MS,
    }),
  report: (id: string) =>
    queryOptions({
      queryKey: ['campaign', id, 'report'],
      queryFn: () => get('/v1/campaigns/{id}/report', { id, query: { limit: LINES } }),
      refetchInterval: LIVE_MS,
    }),
  charges: (id: string) =>
    infiniteQueryOptions({
      queryKey: ['campaign', id, 'charges'],
      queryFn: ({ pageParam }) => get('/v1/campaigns/{id}/charges', { id, query: { limit: ROWS, cursor: pageParam } }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last: { readonly next_cursor: string | null }) => last.next_cursor ?? undefined,
      refetchInterval: LIVE_MS,
    }),
  waiting: queryOptions({
    queryKey: ['creatives', 'waiting'],
    queryFn: () => get('/v1/creatives/waiting'),
    refetchInterval: LIVE_MS,
  }),
} as const;
