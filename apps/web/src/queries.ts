import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, get } from './api.ts';

const LIVE_MS = 5_000;
const ROWS = '20';

/** The person who is signed in. */
export type Me = Answer<'/v1/me'>;
/** One commission of a list. */
export type Commission = Answer<'/v1/commissions'>['items'][number];
/** One entry of a list. */
export type Entry = Answer<'/v1/entries'>['items'][number];

/** What each screen asks for; those with `LIVE_MS` are asked again while somebody looks. */
export const ask = {
  me: queryOptions({ queryKey: ['me'], queryFn: () => get('/v1/me'), staleTime: Infinity }),
  demo: queryOptions({ queryKey: ['demo'], queryFn: () => get('/v1/demo'), staleTime: LIVE_MS }),
  chain: queryOptions({ queryKey: ['chain'], queryFn: () => get('/v1/chain'), staleTime: Infinity }),
  contracts: queryOptions({
    queryKey: ['contracts'],
    queryFn: () => get('/v1/settlement/contracts'),
    refetchInterval: LIVE_MS,
  }),
  checkpoint: queryOptions({
    queryKey: ['checkpoint'],
    queryFn: () => get('/v1/log/checkpoint'),
    refetchInterval: LIVE_MS,
  }),
  trialBalance: queryOptions({
    queryKey: ['trial-balance'],
    queryFn: () => get('/v1/trial-balance'),
    refetchInterval: LIVE_MS,
  }),
  entries: queryOptions({
    queryKey: ['entries'],
    queryFn: () => get('/v1/entries', { query: { limit: ROWS } }),
    refetchInterval: LIVE_MS,
  }),
  reconciliation: queryOptions({ queryKey: ['reconciliation'], queryFn: () => get('/v1/reconciliation') }),
  earnings: queryOptions({
    queryKey: ['earnings'],
    queryFn: () => get('/v1/earnings/summary'),
    refetchInterval: LIVE_MS,
  }),
  entry: (id: string) => queryOptions({ queryKey: ['entry', id], queryFn: () => get('/v1/entries/{id}', { id }) }),
  accounts: queryOptions({
    queryKey: ['accounts'],
    queryFn: () => get('/v1/accounts', { query: { prefix: 'org' } }),
    refetchInterval: LIVE_MS,
  }),
  receipt: (id: string) =>
    queryOptions({ queryKey: ['receipt', id], queryFn: () => get('/v1/commissions/{id}/receipt', { id }) }),
} as const;

type Paged = { readonly next_cursor: string | null };
const paging = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: Paged) => last.next_cursor ?? undefined,
};

/** Lists that go on: a page at a time, the next by its cursor. */
export const pages = {
  entries: infiniteQueryOptions({
    queryKey: ['entries', 'pages'],
    queryFn: ({ pageParam }) => get('/v1/entries', { query: { limit: ROWS, cursor: pageParam } }),
    ...paging,
  }),
  orders: infiniteQueryOptions({
    queryKey: ['orders', 'pages'],
    queryFn: ({ pageParam }) => get('/v1/orders', { query: { limit: ROWS, cursor: pageParam } }),
    ...paging,
  }),
  commissions: (state: Commission['state'] | undefined) =>
    infiniteQueryOptions({
      queryKey: ['commissions', 'pages', state],
      queryFn: ({ pageParam }) => get('/v1/commissions', { query: { limit: ROWS, cursor: pageParam, state } }),
      ...paging,
    }),
} as const;
