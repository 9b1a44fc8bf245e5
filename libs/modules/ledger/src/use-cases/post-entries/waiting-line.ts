import { DomainError } from '#kernel';
import type { PreparedEntry } from '../../domain/decide.ts';
import { type EntryDraft, MAX_TRANSFERS } from '../../domain/entry.ts';
import { prepareEntry } from '../../domain/prepare-entry.ts';
import type { Call } from './call.ts';

/** One entry on its way into the books: which one of which call. */
export type Waiting = { readonly draft: EntryDraft; readonly call: Call; readonly index: number };

/** The same with its form checked. */
export type Ready = Waiting & { readonly entry: PreparedEntry };

/** The entries that wait, first come, first served. */
export class WaitingLine {
  private waiting: Waiting[] = [];
  private unanswered = 0;
  private inLine = 0;

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** Transfers in all entries that have no answer yet, those under way included. */
  get transfers(): number {
    return this.unanswered;
  }

  /** Transfers in the entries of no batch yet. */
  get transfersInLine(): number {
    return this.inLine;
  }

  add(call: Call): void {
    let index = 0;
    for (const draft of call.entries) {
      const { length } = draft.transfers;
      this.waiting.push({ draft, call, index });
      this.unanswered += length;
      this.inLine += length;
      index += 1;
    }
  }

  /**
   * The next entries with `most` transfers in all, at least one entry; whose form is wrong is answered and left out. Checking and
   * hashing waits for this moment, so that a large call does not keep PostgreSQL waiting until the last of it is hashed.
   */
  next(most = MAX_TRANSFERS): Ready[] {
    let transfers = 0;
    let end = 0;
    for (const { draft } of this.waiting) {
      if (end > 0 && transfers + draft.transfers.length > most) break;
      transfers += draft.transfers.length;
      end += 1;
    }
    const batch = this.waiting.slice(0, end);
    this.waiting = this.waiting.slice(end);
    this.inLine -= transfers;
    const ready: Ready[] = [];
    for (const waiting of batch) {
      const entry = this.prepared(waiting);
      if (entry !== undefined) ready.push({ draft: waiting.draft, call: waiting.call, index: waiting.index, entry });
    }
    return ready;
  }

  /** Everybody in `batch` has an answer. */
  answered(batch: readonly Waiting[]): void {
    for (const { draft } of batch) this.unanswered -= draft.transfers.length;
  }

  private prepared(waiting: Waiting): PreparedEntry | undefined {
    try {
      return prepareEntry(waiting.draft);
    } catch (error) {
      this.answered([waiting]);
      if (error instanceof DomainError) waiting.call.answer(waiting.index, { outcome: 'refused', error });
      else waiting.call.fail(error);
      return undefined;
    }
  }
}
