import { useSearchParams } from 'react-router';

/** Which book a request is of, as the API takes it; the main one for nothing. */
export type InBook = { readonly book?: string };

/** The name of the book that every product has. */
export const MAIN_BOOK = 'main';

/** The book that an address names; every query, file and act of a screen is of that one. */
export function bookIn(search: URLSearchParams): InBook {
  const book = search.get('book') ?? '';
  return book === '' || book === MAIN_BOOK ? {} : { book };
}

/** The book of the address. */
export function useBook(): InBook {
  const [search] = useSearchParams();
  return bookIn(search);
}

/** A place in the app, as a link takes it. */
type Place = { readonly pathname: string; readonly search: string };

/** Leads to a screen and stays in the book of the address; `query` is what else that screen's address says. */
export function useInBook(): (pathname: string, query?: Readonly<Record<string, string>>) => Place {
  const of = useBook();
  return (pathname, query = {}) => ({ pathname, search: new URLSearchParams({ ...query, ...of }).toString() });
}

/** For the name of a file: of which book it is; nothing for the main one. */
export function inFileName({ book }: InBook): string {
  return book === undefined ? '' : `-${book}`;
}
