import {
  type ExecutionContext,
  Injectable,
  type PipeTransform,
  applyDecorators,
  createParamDecorator,
} from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { InvalidInput } from '#kernel';
import type { Book } from '../books/book.ts';
import { Books } from '../books/books.ts';
import { MAIN_BOOK } from '../domain/book-route.ts';

const BOOK_FORM = '^[a-z][a-z0-9-]{0,31}$';

/** The book that a request names. @throws {InvalidInput | NoSuchBook} */
export function bookNamed(books: Books, name: unknown): Book {
  if (name === undefined) return books.byNameOf(MAIN_BOOK);
  if (typeof name !== 'string') throw new InvalidInput('book', 'is the name of one book');
  return books.byNameOf(name);
}

/** `?book=` of a request; undefined when it names none. */
export function bookIn(context: ExecutionContext): unknown {
  return context.switchToHttp().getRequest<{ query: { book?: unknown } }>().query.book;
}

/** Finds the book behind `?book=`. */
@Injectable()
class BookPipe implements PipeTransform<unknown, Book> {
  constructor(private readonly books: Books) {}

  transform(name: unknown): Book {
    return bookNamed(this.books, name);
  }
}

const NamedBook = createParamDecorator((_data: unknown, context: ExecutionContext) => bookIn(context));

/** The book that the request names by `?book=`, the main one unless it does. Its route says so by `OfOneBook`. */
export const InBook = (): ParameterDecorator => NamedBook(BookPipe);

/** Says that a route, or every route of a controller, is of one book, which `?book=` names. */
export const OfOneBook = (): ClassDecorator & MethodDecorator =>
  applyDecorators(
    ApiQuery({
      name: 'book',
      required: false,
      description: 'One of `GET /v1/ledger/books`; `main` unless given.',
      schema: { type: 'string', pattern: BOOK_FORM, default: MAIN_BOOK },
    }),
  );

/** `url` of the same book: the main one needs no name. */
export function urlIn(book: string, url: string): string {
  if (book === MAIN_BOOK) return url;
  return `${url}${url.includes('?') ? '&' : '?'}book=${book}`;
}
