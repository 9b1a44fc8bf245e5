import type { Answer } from '../../api.ts';

/** A trial balance on the wire. */
export type Balance = Answer<'/v1/trial-balance'>;
type Book = Balance['assets'][number];
type Line = Book['lines'][number];

/**
 * The books of a past moment with every line that there is today: one that had nothing then is shown with zeros, so that
 * the rows stay where they are while the moment moves.
 */
export function withEveryLine(past: Balance, today: Balance): Book[] {
  const known = new Set(today.assets.map(({ asset }) => asset));
  const gone = past.assets.filter(({ asset }) => !known.has(asset));
  return [...today.assets.map((book) => filled(find(past.assets, book.asset), book)), ...gone];
}

function find(books: readonly Book[], asset: string): Book | undefined {
  return books.find((book) => book.asset === asset);
}

function filled(past: Book | undefined, { asset, lines }: Book): Book {
  const nothing = { amount: '0', asset };
  const { debits = nothing, credits = nothing, lines: had = [] } = past ?? {};
  const rest = had.filter(({ line }) => !lines.some((today) => today.line === line));
  const zero = (line: Line): Line => ({ ...line, accounts: '0', balance: nothing, debits: nothing, credits: nothing });
  return {
    asset,
    debits,
    credits,
    lines: [...lines.map((line) => had.find((of) => of.line === line.line) ?? zero(line)), ...rest],
  };
}
