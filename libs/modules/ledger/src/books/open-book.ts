import path from 'node:path';
import type { Asset, Clock } from '#kernel';
import { PgSession, openDataSource, pgDoors, prepareExternalPostgres } from '#platform/database';
import type { BookScope } from '../domain/book-route.ts';
import { BookMisplaced } from '../ledger.errors.ts';
import { FileCheckpointSigner } from '../storage/file-checkpoint-signer.ts';
import { Book } from './book.ts';
import { ledgerDoors } from './ledger-doors.ts';

/** One book besides the main one, as the setting LEDGER_BOOKS has it. */
export type BookSettings = BookScope & {
  readonly assets: readonly Asset[];
  /** Its database as a role that may make roles. */
  readonly url: string;
  /** The same as role `provisio_app`; when absent the role's password is kept in the data directory. */
  readonly appUrl?: string | undefined;
};

/** What the books of a process share. */
export type BookOptions = {
  readonly dataDir: string;
  /** IANA time zone of the days of a book that is new. */
  readonly zone: string;
  readonly clock: Clock;
  /** Most connections a book. */
  readonly poolSize?: number;
};

/** First line of the heads of a book and name of its key. */
const originOf = (book: string): string => `provisio.local/book/${book}`;

/**
 * Opens the database behind `settings` as that book: migrated before, it is named and given its assets here, and signs with a key
 * of its own, `keys/ledger-log-<name>.pem` in the data directory.
 * @throws {BookMisplaced} the database holds another book's log, or booked an asset that is not in the list. Nothing was changed.
 */
export async function openBook(settings: BookSettings, options: BookOptions): Promise<Book> {
  const { name, assets, url } = settings;
  const appUrl = settings.appUrl ?? (await prepareExternalPostgres(url, options.dataDir)).appUrl;
  await nameBook(settings, options.zone);
  const source = await openDataSource({
    appUrl,
    applicationName: `provisio book ${name}`,
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
  });
  const wiring = pgDoors(source);
  const signer = new FileCheckpointSigner(path.join(options.dataDir, 'keys', `ledger-log-${name}.pem`));
  const doors = ledgerDoors({ ...wiring, signer, clock: options.clock });
  return new Book(name, assets, [], doors, wiring.unitOfWork, () => source.destroy());
}

async function nameBook({ name, assets, url }: BookSettings, zone: string): Promise<void> {
  const owner = new PgSession(url, 'provisio book setup');
  try {
    // The zone stays what it was once the book has a log; only a new one takes the setting's.
    await owner.query(
      `select ledger.set_book($1, case when h.seq = 0 then $2 else b.zone end, $3) from ledger.book b join ledger.head h on h.book_id = b.id`,
      [originOf(name), zone, assets],
    );
  } catch (error) {
    throw misplaced(name, error);
  } finally {
    await owner.close();
  }
}

/** The refusal behind what the database says of a book that it cannot become; any other error as it is. */
export function misplaced(book: string, error: unknown): unknown {
  const isRefusal =
    error instanceof Error &&
    'constraint' in error &&
    (error.constraint === 'book_keeps_its_name' || error.constraint === 'book_keeps_to_its_assets');
  return isRefusal ? new BookMisplaced(book, error.message, { cause: error }) : error;
}
