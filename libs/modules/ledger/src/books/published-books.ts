import type { BlobStore } from '#platform/blob-store';
import type { Logger, Metrics } from '#platform/telemetry';
import { MAIN_BOOK } from '../domain/book-route.ts';
import { HeadPublisher } from '../head-publisher.ts';
import { NoSuchBook } from './books.errors.ts';
import type { Checkpoint } from '../storage/log.store.ts';
import { PublishedLogStore } from '../storage/published-log.store.ts';
import { PublishLog } from '../use-cases/publish-log/publish-log.ts';
import { ReadPublishedLog } from '../use-cases/read-published-log/read-published-log.ts';
import type { Books } from './books.ts';

type Published = { readonly publish: PublishLog; readonly read: ReadPublishedLog };

/** The log of every book as static files, each in a folder of its own. */
export class PublishedBooks extends HeadPublisher {
  private readonly byName: ReadonlyMap<string, Published>;

  constructor(books: Books, blobs: BlobStore, metrics: Metrics, logger: Logger) {
    super();
    const published = books.all().map(({ name, unitOfWork, log, doors: { makeCheckpoint } }): [string, Published] => {
      const files = new PublishedLogStore(blobs, name);
      const publish = new PublishLog({ name, unitOfWork, log, makeCheckpoint, files }, metrics, logger);
      return [name, { publish, read: new ReadPublishedLog(files, log) }];
    });
    this.byName = new Map(published);
  }

  override execute(book = MAIN_BOOK): Promise<Checkpoint> {
    return this.of(book).publish.execute();
  }

  /** Publishes every book, side by side; the first failure is told after all have ended. */
  async all(): Promise<void> {
    const runs = [...this.byName.values()].map(({ publish }) => publish.execute());
    await Promise.allSettled(runs);
    await Promise.all(runs);
  }

  /** The log of `book` as it is published. @throws {NoSuchBook} */
  reader(book = MAIN_BOOK): ReadPublishedLog {
    return this.of(book).read;
  }

  private of(book: string): Published {
    const found = this.byName.get(book);
    if (found === undefined) throw new NoSuchBook(book);
    return found;
  }
}
