import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Answer, get } from '../../api.ts';
import type { InBook } from '../../book.ts';
import type { MomentQuery } from '../../queries.ts';

/** Rows of one page of a report. */
const ROWS = '50';
/** The longest page that the API gives: for lists to pick from, and for files. */
export const LONGEST = '200';

/** One row of a general ledger or statement. */
export type LedgerRow = Answer<'/v1/reports/general-ledger'>['items'][number];
/** One open receivable. */
export type Owed = Answer<'/v1/reports/aged-receivables'>['items'][number];
/** One closing or re-opening of the books. */
export type PeriodMove = Answer<'/v1/periods'>['items'][number];

/** Which rows of a book's general ledger: of a line, an account or an organisation; of one's own, none of the three. */
export type LedgerWish = InBook & {
  readonly from: string;
  readonly to: string;
  readonly line?: string | undefined;
  readonly account?: string | undefined;
  readonly owner?: string | undefined;
  readonly asset?: string | undefined;
};

/** What is owed in a book: at an instant, or now. */
export type OwedWish = InBook & { readonly at?: string };

/** An account by its path and asset. */
export type AccountName = { readonly path: string; readonly asset: string };

type Paged = { readonly next_cursor: string | null };
const paging = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: Paged) => last.next_cursor ?? undefined,
};

/** A page of the reader's own statement, or of the general ledger when it is of others. */
export function ledgerPage(
  isOwn: boolean,
  wish: LedgerWish,
  limit: string,
  cursor: string | undefined,
): Promise<Answer<'/v1/reports/general-ledger'>> {
  const query = { ...wish, limit, cursor };
  return isOwn ? get('/v1/reports/statement', { query }) : get('/v1/reports/general-ledger', { query });
}

/** What the report screens ask for. */
export const reports = {
  ledger: (isOwn: boolean, wish: LedgerWish) =>
    infiniteQueryOptions({
      queryKey: ['reports', 'ledger', isOwn, wish],
      queryFn: ({ pageParam }) => ledgerPage(isOwn, wish, ROWS, pageParam),
      ...paging,
    }),
  owedTotals: (wish: OwedWish) =>
    queryOptions({
      queryKey: ['reports', 'owed', 'totals', wish],
      queryFn: () => get('/v1/reports/aged-receivables/totals', { query: wish }),
      placeholderData: keepPreviousData,
    }),
  owed: (wish: OwedWish) =>
    infiniteQueryOptions({
      queryKey: ['reports', 'owed', wish],
      queryFn: ({ pageParam }) =>
        get('/v1/reports/aged-receivables', { query: { ...wish, limit: ROWS, cursor: pageParam } }),
      placeholderData: keepPreviousData,
      ...paging,
    }),
  history: ({ path, asset }: AccountName, range: InBook & { from: string; to: string; step: string }) =>
    queryOptions({
      queryKey: ['reports', 'history', path, asset, range],
      queryFn: () => get('/v1/accounts/{path}/balance-history', { params: { path }, query: { asset, ...range } }),
    }),
  balanceAt: ({ path, asset }: AccountName, moment: MomentQuery) =>
    queryOptions({
      queryKey: ['reports', 'balance', path, asset, moment],
      queryFn: () => get('/v1/accounts/{path}/balance', { params: { path }, query: { asset, ...moment } }),
      placeholderData: keepPreviousData,
    }),
  /** Accounts of a line to pick from: the first 200. */
  accountsOf: (line: string, of: InBook) =>
    queryOptions({
      queryKey: ['reports', 'accounts', line, of],
      queryFn: () => get('/v1/trial-balance/accounts', { query: { ...of, line, limit: LONGEST } }),
    }),
  /** The reader's own accounts. */
  ownAccounts: (of: InBook) =>
    queryOptions({
      queryKey: ['reports', 'own-accounts', of],
      queryFn: () => get('/v1/accounts', { query: { ...of, limit: LONGEST } }),
    }),
  closed: (of: InBook) =>
    queryOptions({ queryKey: ['periods', 'closed', of], queryFn: () => get('/v1/periods/closed', { query: of }) }),
  periods: (of: InBook) =>
    infiniteQueryOptions({
      queryKey: ['periods', 'pages', of],
      queryFn: ({ pageParam }) => get('/v1/periods', { query: { ...of, limit: ROWS, cursor: pageParam } }),
      ...paging,
    }),
  names: (ids: readonly string[]) =>
    queryOptions({
      queryKey: ['names', ids],
      queryFn: () => get('/v1/users/names', { query: { ids: ids.join(',') } }),
      enabled: ids.length > 0,
      placeholderData: keepPreviousData,
      staleTime: Infinity,
    }),
} as const;
