import type { Asset } from '#kernel';
import type { ReportDatabase, UnitOfWork } from '#platform/database';
import { MAIN_BOOK } from '../domain/book-route.ts';
import type { EntryDraft } from '../domain/entry.ts';
import { EntryInWrongBook } from './books.errors.ts';
import type { LogState, LogStore } from '../storage/log.store.ts';
import type { PostOutcome } from '../use-cases/post-entries/book-entries.ts';
import type { LedgerDoors } from './ledger-doors.ts';

/** What a book is made of. */
export type BookParts = {
  readonly name: string;
  /** What it takes; for the main book empty: whatever is in `elsewhere` of no other book. */
  readonly assets: readonly Asset[];
  /** Set for a book that takes its assets for one region only. */
  readonly region?: string | undefined;
  /** Assets that the main book leaves to others. */
  readonly elsewhere?: readonly Asset[];
  readonly doors: LedgerDoors;
  readonly unitOfWork: UnitOfWork;
  readonly reports: ReportDatabase;
  readonly log: LogStore;
  /** Closes the connections that were opened for it. */
  readonly closing?: () => Promise<void>;
};

/** One log with its head, key and anchor, and what may be asked of it. */
export class Book {
  readonly name: string;
  readonly assets: readonly Asset[];
  readonly region: string | undefined;
  /** Its use-cases. A transaction for `postEntries` and the like comes from `unitOfWork` of the same book. */
  readonly doors: LedgerDoors;
  readonly unitOfWork: UnitOfWork;
  /** Where its reports are read. */
  readonly reports: ReportDatabase;
  /** Its hashes and signed heads, for this module alone. */
  readonly log: LogStore;

  constructor(private readonly parts: BookParts) {
    const { name, assets, region, doors, unitOfWork, reports, log } = parts;
    this.name = name;
    this.assets = assets;
    this.region = region;
    this.doors = doors;
    this.unitOfWork = unitOfWork;
    this.reports = reports;
    this.log = log;
  }

  takes(asset: Asset): boolean {
    return this.name === MAIN_BOOK ? this.parts.elsewhere?.includes(asset) !== true : this.assets.includes(asset);
  }

  /** Its origin, zone and size as they are now. */
  state(): Promise<Pick<LogState, 'origin' | 'zone' | 'size'>> {
    return this.log.state();
  }

  /**
   * Books `entries` by the poster of this book, each by itself (`Poster.post`). One in an asset of another book is refused
   * (`ledger.entry_in_wrong_book`) and does not touch the others.
   */
  async post(entries: readonly EntryDraft[]): Promise<PostOutcome[]> {
    const ours = await this.doors.poster.post(entries.filter(({ asset }) => this.takes(asset)));
    const next = ours[Symbol.iterator]();
    return entries.map((entry) => (this.takes(entry.asset) ? (next.next().value as PostOutcome) : this.refused(entry)));
  }

  /** Answers what waits, takes nothing new, and closes the connections that this book opened. */
  async close(): Promise<void> {
    await this.doors.poster.beforeApplicationShutdown();
    await this.parts.closing?.();
  }

  private refused({ id, asset }: EntryDraft): PostOutcome {
    return { outcome: 'refused', error: new EntryInWrongBook(id, asset, this.name, this.assets) };
  }
}
