import type { Asset } from '#kernel';
import { type BookScope, MAIN_BOOK, bookListProblem, routeOf } from '../domain/book-route.ts';
import type { EntryDraft } from '../domain/entry.ts';
import { BookListInvalid, EntriesSpanBooks, NoBookFor, NoSuchBook } from './books.errors.ts';
import type { PostOutcome } from '../use-cases/post-entries/book-entries.ts';
import type { Book } from './book.ts';

/**
 * Which book an entry belongs in. Each book is a database with a log of its own; the main one is the product's. An asset, or an
 * asset in a region, belongs in exactly one book, so nobody chooses and nothing is looked up in two places.
 */
export class Books {
  private readonly byName: ReadonlyMap<string, Book>;

  /** `books` holds the main book, and one book for each of `scopes`. @throws {BookListInvalid} */
  constructor(
    private readonly scopes: readonly BookScope[],
    books: readonly Book[],
  ) {
    const problem = bookListProblem(scopes);
    if (problem !== undefined) throw new BookListInvalid(problem);
    this.byName = new Map(books.map((book) => [book.name, book]));
  }

  /** Every book, the main one first. */
  all(): Book[] {
    return [MAIN_BOOK, ...this.scopes.map(({ name }) => name)].map((name) => this.byNameOf(name));
  }

  /** @throws {NoSuchBook} */
  byNameOf(name: string): Book {
    const book = this.byName.get(name);
    if (book === undefined) throw new NoSuchBook(name);
    return book;
  }

  /** The book that takes `asset`; with a region the one of that region. @throws {NoBookFor} */
  bookOf(asset: Asset, region?: string): Book {
    const name = routeOf(this.scopes, asset, region);
    if (name === undefined) throw new NoBookFor(asset, region ?? '');
    return this.byNameOf(name);
  }

  /**
   * The one book for entries that are booked all or none, in one transaction of that book.
   * @throws {EntriesSpanBooks} they belong in several; {NoBookFor}
   */
  bookOfAll(entries: readonly Pick<EntryDraft, 'asset'>[], region?: string): Book {
    const books = new Set(entries.map(({ asset }) => this.bookOf(asset, region)));
    const [book = this.byNameOf(MAIN_BOOK)] = books;
    if (books.size > 1) throw new EntriesSpanBooks([...books].map(({ name }) => name));
    return book;
  }

  /** Books entries that do not depend on each other, each in its book; one outcome an entry, in order. @throws {NoBookFor} */
  async post(entries: readonly EntryDraft[], region?: string): Promise<PostOutcome[]> {
    const places = [...Map.groupBy(entries.keys(), (at) => this.bookOf((entries[at] as EntryDraft).asset, region))];
    const outcomes: PostOutcome[] = [];
    await Promise.all(
      places.map(async ([book, at]) => {
        const ofBook = await book.post(at.map((place) => entries[place] as EntryDraft));
        for (const [index, place] of at.entries()) outcomes[place] = ofBook[index] as PostOutcome;
      }),
    );
    return outcomes;
  }

  /** Closes every book but the main one, which belongs to the process. */
  async close(): Promise<void> {
    await Promise.all(this.all().map((book) => book.close()));
  }
}
