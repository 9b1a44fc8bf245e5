import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, post } from '../../api.ts';
import type { Clause } from './draft.ts';

const MANY = '100';

/** What the rule builder asks for. */
export const askRules = {
  programs: queryOptions({
    queryKey: ['programs'],
    queryFn: () => get('/v1/programs', { query: { limit: MANY } }),
  }),
  versions: (program: string) =>
    queryOptions({
      queryKey: ['rule-versions', program],
      queryFn: () => get('/v1/programs/{id}/rule-versions', { id: program }),
    }),
  enrolments: (program: string) =>
    queryOptions({
      queryKey: ['enrolments', program],
      queryFn: () => get('/v1/programs/{id}/enrolments', { id: program, query: { limit: MANY } }),
    }),
  products: queryOptions({
    queryKey: ['products'],
    queryFn: () => get('/v1/products', { query: { limit: MANY } }),
  }),
  /** A draft against version `inForce`, over the last days' orders; the last answer stays while the next is on its way. */
  simulation: (program: string, inForce: number | undefined, table: readonly Clause[], days: number) =>
    queryOptions({
      queryKey: ['simulation', program, inForce, table, days],
      queryFn: () => post('/v1/programs/{id}/simulate', { table: [...table], days }, { id: program }),
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),
} as const;
