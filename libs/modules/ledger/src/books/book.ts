import type { Asset } from '#kernel';
import type { UnitOfWork } from '#platform/database';
import { MAIN_BOOK } from '../domain/book-route.ts';
import type { EntryDraft } from '../domain/entry.ts';
import { EntryInWrongBook } from '../ledger.errors.ts';
import type { PostOutcome } from '../use-cases/post-entries/book-entries.ts';
import type { LedgerDoors } from './ledger-doors.ts';

/** One log with its head, key and anchor, and what may be asked of it. */
export class Book {
  constructor(
    readonly name: string,
    /** What it takes; for the main book empty: whatever is in `elsewhere` of no other book. */
    readonly assets: readonly Asset[],
    /** Assets that the main book leaves to others. */
    private readonly elsewhere: readonly Asset[],
    /** Its use-cases. A transaction for `postEntries` and the like comes from `unitOfWork` of the same book. */
    readonly doors: LedgerDoors,
    readonly unitOfWork: UnitOfWork,
    private readonly closing: () => Promise<void>,
  ) {}

  takes(asset: Asset): boolean {
    return this.name === MAIN_BOOK ? !this.elsewhere.includes(asset) : this.assets.includes(asset);
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
    await this.closing();
  }

  private refused({ id, asset }: EntryDraft): PostOutcome {
    return { outcome: 'refused', error: new EntryInWrongBook(id, asset, this.name, this.assets) };
  }
}
