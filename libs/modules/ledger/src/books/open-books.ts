import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Asset } from '#kernel';
import type { Database, ReportDatabase, UnitOfWork } from '#platform/database';
import { MAIN_BOOK, assetsElsewhere, bookListProblem } from '../domain/book-route.ts';
import { BookListInvalid } from './books.errors.ts';
import type { CheckpointSigner } from '../storage/checkpoint-signer.ts';
import { PgLogStore } from '../storage/pg-log.store.ts';
import type { Poster } from '../use-cases/post-entries/poster.ts';
import { Book } from './book.ts';
import { Books } from './books.ts';
import { ledgerDoors } from './ledger-doors.ts';
import { type BookOptions, type BookSettings, checkZone, misplaced, openBook } from './open-book.ts';

/** What the process has of the main book. */
export type MainBook = {
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  /** Where its reports are read. */
  readonly reports: ReportDatabase;
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
 * Opens every book of `list` beside the main one, and tells the main one in which zone its days are and which assets it must
 * refuse from now on. @throws {BookListInvalid | BookMisplaced | BookZoneFixed} what was opened is closed again.
 */
export async function openBooks(
  list: readonly BookSettings[],
  main: MainBook,
  options: BookOptions,
): Promise<ProcessBooks> {
  const problem = bookListProblem(list);
  if (problem !== undefined) throw new BookListInvalid(problem);
  const elsewhere = assetsElsewhere(list);
  await setZone(main.database, options.zone);
  await keepOut(main.database, elsewhere);
  const opened = await Promise.allSettled(list.map((settings) => openBook(settings, options)));
  const others = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = opened.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(others.map((book) => book.close()));
    throw failed.reason;
  }
  return new ProcessBooks(list, [mainBook(main, elsewhere, options), ...others]);
}

/** Gives the main book its zone while it has no entry. @throws {BookZoneFixed} */
async function setZone(database: Database, zone: string): Promise<void> {
  try {
    await database.query('select ledger.set_zone($1)', [zone]);
  } catch (error) {
    // Whoever has booked meanwhile did so in the zone that is there.
    await checkZone(MAIN_BOOK, zone, (sql) => database.query(sql));
    throw error;
  }
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

function mainBook(main: MainBook, elsewhere: BookSettings['assets'], { clock, anchors }: BookOptions): Book {
  const { database, unitOfWork, reports, signer, poster } = main;
  const doors = { ...ledgerDoors({ database, unitOfWork, signer, clock, reports, anchors }), poster };
  const log = new PgLogStore(database);
  return new Book({ name: MAIN_BOOK, assets: [], elsewhere, doors, unitOfWork, reports, log });
}
