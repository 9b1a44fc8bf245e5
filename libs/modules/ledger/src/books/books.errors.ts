import { type Asset, DomainError, type Id } from '#kernel';

/** No book takes the asset in that region. Nothing was written. */
export class NoBookFor extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ledger.no_book_for';
  override readonly details: { readonly asset: string; readonly region: string };

  constructor(asset: Asset, region: string) {
    super(`no book takes ${asset} of region ${region}`);
    this.details = { asset, region };
  }
}

/** The entry was given to a book that does not take its asset; `takes` says what it takes. Nothing was written. */
export class EntryInWrongBook extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ledger.entry_in_wrong_book';
  override readonly details: {
    readonly entry: string;
    readonly asset: string;
    readonly book: string;
    readonly takes: string;
  };

  constructor(entry: Id<'Entry'>, asset: Asset, book: string, takes: readonly Asset[]) {
    const list = takes.length === 0 ? 'what no other book takes' : takes.join(', ');
    super(`entry ${entry} is in ${asset}, book ${book} takes ${list}`);
    this.details = { entry, asset, book, takes: list };
  }
}

/**
 * Entries that are to be booked all or none belong in different books, each with a head of its own: no transaction covers two.
 * Money goes from one book to another by `MoveBetweenBooks`. Nothing was written.
 */
export class EntriesSpanBooks extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ledger.entries_span_books';
  override readonly details: { readonly books: string };

  constructor(books: readonly string[]) {
    super(`the entries belong in the books ${books.join(', ')}, and one transaction writes one book`);
    this.details = { books: books.join(', ') };
  }
}

/** A database of the list of books is not, or can no longer become, the book of that name. Nothing was changed in it. */
export class BookMisplaced extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ledger.book_misplaced';
  override readonly details: { readonly book: string };

  constructor(book: string, reason: string, options?: ErrorOptions) {
    super(`book ${book}: ${reason}`);
    this.cause = options?.cause;
    this.details = { book };
  }
}

/** The list of books is ambiguous. No book was opened. */
export class BookListInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ledger.book_list_invalid';
}

/** A book is named that is not in the list. Nothing was written. */
export class NoSuchBook extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'ledger.no_such_book';
  override readonly details: { readonly book: string };

  constructor(book: string) {
    super(`there is no book ${book}`);
    this.details = { book };
  }
}

/**
 * A book has entries, so its days stay in `zone`, and a setting asks for another one: `BOOK_TIME_ZONE`, or the book's own `zone` in
 * `LEDGER_BOOKS`. Nothing was changed.
 */
export class BookZoneFixed extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.book_zone_fixed';
  override readonly details: { readonly book: string; readonly zone: string; readonly asked: string };

  constructor(book: string, zone: string, asked: string, options?: ErrorOptions) {
    super(
      `book ${book} has entries by days in ${zone}, which cannot become ${asked}: set its time zone back to ${zone}`,
    );
    this.cause = options?.cause;
    this.details = { book, zone, asked };
  }
}
