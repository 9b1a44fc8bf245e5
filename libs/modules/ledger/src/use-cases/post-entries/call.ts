import type { EntryDraft } from '../../domain/entry.ts';
import type { PostOutcome } from './book-entries.ts';

/** One call to post, answered as a whole: thousands of entries want one promise, not one each. */
export class Call {
  readonly answered: Promise<PostOutcome[]>;
  private readonly outcomes: PostOutcome[] = [];
  private left: number;
  private resolve!: (outcomes: PostOutcome[]) => void;
  private reject!: (error: unknown) => void;

  constructor(readonly entries: readonly EntryDraft[]) {
    this.left = entries.length;
    this.answered = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    if (this.left === 0) this.resolve(this.outcomes);
  }

  /** What became of the entry at `index`; the last one answers the call. Each entry has one outcome or fails. */
  answer(index: number, outcome: PostOutcome): void {
    this.outcomes[index] = outcome;
    this.left -= 1;
    if (this.left === 0) this.resolve(this.outcomes);
  }

  /** The call fails, whatever becomes of its other entries. */
  fail(error: unknown): void {
    this.reject(error);
  }
}
