import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Asset, Clock } from '#kernel';
import type { Database, UnitOfWork } from '#platform/database';
import { MAIN_BOOK, assetsElsewhere, bookListProblem } from '../domain/book-route.ts';
import { BookListInvalid } from '../ledger.errors.ts';
import type { CheckpointSigner } from '../storage/checkpoint-signer.ts';
import type { Poster } from '../use-cases/post-entries/poster.ts';
import { Book } from './book.ts';
import { Books } from './books.ts';
import { ledgerDoors } from './ledger-doors.ts';
import { type BookOptions, type BookSettings, misplaced, openBook } from './open-book.ts';

/** What the process has of the main book. */
export type MainBook = {
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  readonly signer: CheckpointSigner;
  /** The process's own, so that everything waits in one queue. */
  readonly poster: Poster;
};

/** The books of a process, closed with it. */
@Injectable()
export class ProcessBooks extends Books implements OnApplicationShutdown {
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}

/**
 * Opens every book of `list` beside the main one, and tells the main one which assets it must refuse from now on.
 * @throws {BookListInvalid | BookMisplaced} what was opened is closed again.
 */
export async function openBooks(
  list: readonly BookSettings[],
  main: MainBook,
  options: BookOptions,
): Promise<ProcessBooks> {
  const problem = bookListProblem(list);
  if (problem !== undefined) throw new BookListInvalid(problem);
  const elsewhere = assetsElsewhere(list);
  await keepOut(main.database, elsewhere);
  const opened = await Promise.allSettled(list.map((settings) => openBook(settings, options)));
  const others = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = opened.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(others.map((book) => book.close()));
    throw failed.reason;
  }
  return new ProcessBooks(list, [mainBook(main, elsewhere, options.clock), ...others]);
}

/** @throws {BookMisplaced} one of them is booked in the main book already. */
async function keepOut(database: Database, elsewhere: readonly Asset[]): Promise<void> {
  if (elsewhere.length === 0) return;
  try {
    await database.query('select ledger.keep_out($1)', [elsewhere]);
  } catch (error) {
    throw misplaced(MAIN_BOOK, error);
  }
}

function mainBook(main: MainBook, elsewhere: BookSettings['assets'], clock: Clock): Book {
  const { database, unitOfWork, signer, poster } = main;
  const doors = { ...ledgerDoors({ database, unitOfWork, signer, clock }), poster };
  return new Book(MAIN_BOOK, [], elsewhere, doors, unitOfWork, () => Promise.resolve());
}
