import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import type { Answer } from '../api.ts';
import { bookIn, MAIN_BOOK } from '../book.ts';
import { ask } from '../queries.ts';
import { usePut } from '../use-put.ts';

/** Which book is looked at, where there is more than one. Accounts are a book's own: what was picked of one is not kept for another. */
export function BookChoice() {
  const [search, put] = usePut();
  const { data } = useQuery(ask.books);
  const id = useId();
  const chosen = bookIn(search).book ?? MAIN_BOOK;
  if (data === undefined) return null;
  const books = new Map(data.books.map((book) => [book.name, titleOf(book)]));
  for (const name of data.unavailable) books.set(name, `${name}, away now`);
  // One that the address names and nobody knows is shown as well: it is the way out.
  if (!books.has(chosen)) books.set(chosen, chosen);
  if (books.size === 1) return null;
  return (
    <span>
      <label htmlFor={id}>Book</label>{' '}
      <select
        id={id}
        value={chosen}
        onChange={({ currentTarget: { value } }) =>
          put({ book: value === MAIN_BOOK ? undefined : value, account: undefined, asset: undefined })
        }
      >
        {[...books].map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}

/** What a screen is of: the book that is chosen, and `children` in a word. */
export function BookScope({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <BookChoice />
      <span>{children}</span>
    </>
  );
}

/** Its name, and what it takes: for one region only where it has one. */
function titleOf({ name, assets, region }: Answer<'/v1/ledger/books'>['books'][number]): string {
  const codes = (assets ?? []).map((asset) => asset.split('/')[0]);
  return [name, ...codes, ...(region === null ? [] : [region])].join(', ');
}
