import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Answer, get } from './api.ts';
import type { InBook } from './book.ts';

/** How often what is shown is asked for again while somebody looks. */
export const LIVE_MS = 5_000;
const SOON_MS = 1_000;
const ROWS = '20';
const LATEST = '8';
/** A screen that is open looks again and again, and those looks are shown as one. */
const LOOKS = '200';

/** The person who is signed in. */
export type Me = Answer<'/v1/me'>;
/** One commission of a list. */
export type Commission = Answer<'/v1/commissions'>['items'][number];
/** One entry of a list. */
export type Entry = Answer<'/v1/entries'>['items'][number];

/** A past moment of a book as the API takes it; now for none of the two. */
export type MomentQuery = InBook & { readonly effective_at?: string; readonly recorded_at?: string };

/** Whether a transaction is on its way to a block that stays. */
function isMoving(state: string | undefined): boolean {
  return state === 'waiting' || state === 'sent' || state === 'mined';
}

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
  books: queryOptions({ queryKey: ['books'], queryFn: () => get('/v1/ledger/books'), staleTime: Infinity }),
  checkpoint: (of: InBook) =>
    queryOptions({
      queryKey: ['checkpoint', of],
      queryFn: () => get('/v1/log/checkpoint', { query: of }),
      refetchInterval: LIVE_MS,
    }),
  trialBalance: (of: InBook) =>
    queryOptions({
      queryKey: ['trial-balance', 'now', of],
      queryFn: () => get('/v1/trial-balance', { query: of }),
      refetchInterval: LIVE_MS,
    }),
  /** The newest entries of a book while its log has `seq` leaves. Asked for once: whose money they show can read each look. */
  latestEntries: (of: InBook, seq: string | undefined) =>
    queryOptions({
      queryKey: ['entries', 'latest', of, seq],
      queryFn: () => get('/v1/entries', { query: { ...of, limit: LATEST } }),
      enabled: seq !== undefined,
      staleTime: Infinity,
      placeholderData: keepPreviousData,
    }),
  reconciliation: queryOptions({ queryKey: ['reconciliation'], queryFn: () => get('/v1/reconciliation') }),
  earnings: queryOptions({
    queryKey: ['earnings'],
    queryFn: () => get('/v1/earnings/summary'),
    refetchInterval: LIVE_MS,
  }),
  claims: queryOptions({
    queryKey: ['claims'],
    queryFn: () => get('/v1/claims'),
    // A claim that is on its way is watched more closely.
    refetchInterval: ({ state: { data } }) => (isMoving(data?.relayed?.state) ? SOON_MS : LIVE_MS),
  }),
  runs: queryOptions({
    queryKey: ['payout-runs'],
    queryFn: () => get('/v1/payout-runs', { query: { limit: ROWS } }),
    refetchInterval: LIVE_MS,
  }),
  run: (id: string) =>
    queryOptions({
      queryKey: ['payout-runs', id],
      queryFn: () => get('/v1/payout-runs/{id}', { id }),
      refetchInterval: SOON_MS,
    }),
  comparison: (id: string) =>
    queryOptions({
      queryKey: ['payout-runs', id, 'comparison'],
      queryFn: () => get('/v1/payout-runs/{id}/comparison', { id }),
      refetchInterval: LIVE_MS,
    }),
  runRoot: (id: string) =>
    queryOptions({
      queryKey: ['payout-runs', id, 'root'],
      queryFn: () => get('/v1/payout-runs/{id}/root', { id }),
      refetchInterval: SOON_MS,
    }),
  reviews: queryOptions({
    queryKey: ['payout-reviews'],
    queryFn: () => get('/v1/payout-reviews'),
    refetchInterval: LIVE_MS,
  }),
  organisations: queryOptions({
    queryKey: ['organisations'],
    queryFn: () => get('/v1/organisations', { query: { limit: '200' } }),
    staleTime: Infinity,
  }),
  /** What there was at a past moment does not change, but for what is booked with an earlier effective time. */
  trialBalanceAt: (moment: MomentQuery) =>
    queryOptions({
      queryKey: ['trial-balance', moment],
      queryFn: () => get('/v1/trial-balance', { query: moment }),
      placeholderData: keepPreviousData,
      staleTime: LIVE_MS,
    }),
  entry: (id: string, of: InBook) =>
    queryOptions({ queryKey: ['entry', id, of], queryFn: () => get('/v1/entries/{id}', { id, query: of }) }),
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
  accountsAt: (line: string, moment: MomentQuery) =>
    infiniteQueryOptions({
      queryKey: ['trial-balance', 'accounts', line, moment],
      queryFn: ({ pageParam }) =>
        get('/v1/trial-balance/accounts', { query: { ...moment, line, limit: ROWS, cursor: pageParam } }),
      ...paging,
    }),
  entriesOf: (account: string, asset: string, of: InBook) =>
    infiniteQueryOptions({
      queryKey: ['entries', 'of', account, asset, of],
      queryFn: ({ pageParam }) =>
        get('/v1/entries', { query: { ...of, account, asset, limit: ROWS, cursor: pageParam } }),
      ...paging,
    }),
  entries: (of: InBook) =>
    infiniteQueryOptions({
      queryKey: ['entries', 'pages', of],
      queryFn: ({ pageParam }) => get('/v1/entries', { query: { ...of, limit: ROWS, cursor: pageParam } }),
      ...paging,
    }),
  /** Looks at one organisation's money; at everybody's for an empty text. */
  moneyReads: (owner: string) =>
    infiniteQueryOptions({
      queryKey: ['money-reads', owner],
      queryFn: ({ pageParam }) =>
        get('/v1/money-reads', { query: { limit: LOOKS, cursor: pageParam, ...(owner === '' ? {} : { owner }) } }),
      ...paging,
    }),
  ownMoneyReads: infiniteQueryOptions({
    queryKey: ['money-reads', 'own'],
    queryFn: ({ pageParam }) => get('/v1/me/money-reads', { query: { limit: LOOKS, cursor: pageParam } }),
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
