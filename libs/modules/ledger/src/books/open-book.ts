import path from 'node:path';
import type { Asset, Clock } from '#kernel';
import { PgSession, PrimaryReports, openDataSource, pgDoors, prepareExternalPostgres } from '#platform/database';
import { type AnchorReader, AnchorsOfBook } from '../anchor-reader.ts';
import type { BookScope } from '../domain/book-route.ts';
import { BookMisplaced, BookZoneFixed } from './books.errors.ts';
import { FileCheckpointSigner } from '../storage/file-checkpoint-signer.ts';
import { PgLogStore } from '../storage/pg-log.store.ts';
import { Book } from './book.ts';
import { ledgerDoors } from './ledger-doors.ts';

/** One book besides the main one, as the setting LEDGER_BOOKS has it. */
export type BookSettings = BookScope & {
  readonly assets: readonly Asset[];
  /** Its database as a role that may make roles. */
  readonly url: string;
  /** The same as role `provisio_app`; when absent the role's password is kept in the data directory. */
  readonly appUrl?: string | undefined;
  /** IANA time zone of its days; that of the process unless given. */
  readonly zone?: string | undefined;
};

/** What the books of a process share. */
export type BookOptions = {
  readonly dataDir: string;
  /** IANA time zone of the days of every book that names none of its own. */
  readonly zone: string;
  readonly clock: Clock;
  /** Most connections a book. */
  readonly poolSize?: number;
  /** Where heads of books are anchored; without it no proof names an anchor. */
  readonly anchors?: AnchorReader | undefined;
};

/** First line of the heads of a book and name of its key. */
const originOf = (book: string): string => `provisio.local/book/${book}`;

/**
 * Opens the database behind `settings` as that book: migrated before, it is named and given its assets here, and signs with a key
 * of its own, `keys/ledger-log-<name>.pem` in the data directory.
 * @throws {BookMisplaced} the database holds another book's log, or booked an asset that is not in the list. Nothing was changed.
 * @throws {BookZoneFixed} it has entries by the days of another zone. Nothing was changed.
 */
export async function openBook(settings: BookSettings, options: BookOptions): Promise<Book> {
  const { name, assets, region, url } = settings;
  const appUrl = settings.appUrl ?? (await prepareExternalPostgres(url, options.dataDir)).appUrl;
  await nameBook(settings, settings.zone ?? options.zone);
  const source = await openDataSource({
    appUrl,
    applicationName: `provisio book ${name}`,
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
  });
  const wiring = pgDoors(source);
  const signer = new FileCheckpointSigner(path.join(options.dataDir, 'keys', `ledger-log-${name}.pem`));
  const { database, unitOfWork } = wiring;
  const anchors = options.anchors === undefined ? undefined : new AnchorsOfBook(options.anchors, name);
  const reports = new PrimaryReports(database, unitOfWork);
  const doors = ledgerDoors({ ...wiring, signer, clock: options.clock, reports, anchors });
  const log = new PgLogStore(database);
  return new Book({ name, assets, region, doors, unitOfWork, reports, log, closing: () => source.destroy() });
}

async function nameBook({ name, assets, url }: BookSettings, zone: string): Promise<void> {
  const owner = new PgSession(url, 'provisio book setup');
  try {
    await checkZone(name, zone, (sql) => owner.query(sql));
    await owner.query('select ledger.set_book($1, $2, $3)', [originOf(name), zone, assets]);
  } catch (error) {
    throw misplaced(name, error);
  } finally {
    await owner.close();
  }
}

/** @throws {BookZoneFixed} the book has entries, and its days are those of another zone. */
export async function checkZone(
  book: string,
  zone: string,
  query: (sql: string) => Promise<{ zone: string; seq: bigint | string }[]>,
): Promise<void> {
  const [now] = await query('select b.zone, h.seq from ledger.book b join ledger.head h on h.book_id = b.id');
  if (now !== undefined && String(now.seq) !== '0' && now.zone !== zone) throw new BookZoneFixed(book, now.zone, zone);
}

/** The refusal behind what the database says of a book that it cannot become; any other error as it is. */
export function misplaced(book: string, error: unknown): unknown {
  const isRefusal =
    error instanceof Error &&
    'constraint' in error &&
    (error.constraint === 'book_keeps_its_name' || error.constraint === 'book_keeps_to_its_assets');
  return isRefusal ? new BookMisplaced(book, error.message, { cause: error }) : error;
}
