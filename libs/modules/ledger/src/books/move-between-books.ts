import { DomainError, InvalidInput } from '#kernel';
import { accounts } from '../domain/account-path.ts';
import type { PostedEntry } from '../domain/entry.ts';
import { type BookMove, moveEntryId, moveIn, moveOf, moveOut } from '../domain/interbook.ts';
import type { PostOutcome } from '../use-cases/post-entries/book-entries.ts';
import type { Book } from './book.ts';
import type { Books } from './books.ts';

/** What became of a move: both entries, or the first one and why the other book did not take the second yet. */
export type Moved = {
  readonly out: PostedEntry;
  readonly in: PostedEntry | undefined;
  readonly refusal: DomainError | undefined;
};

/** What one book owes another in an asset, as each of the two has it. `inTransit` left the one and has not come to the other. */
export type InterbookBalance = {
  readonly from: string;
  readonly to: string;
  readonly asset: string;
  readonly dueTo: bigint;
  readonly dueFrom: bigint;
  readonly inTransit: bigint;
};

/** Entries that are looked through at once for moves that did not arrive. */
const PAGE = 200;

/**
 * Moves money from a book into another. No transaction covers two logs, so it is two entries: out of the one, into the other, in
 * that order, each idempotent. In between the money is in neither account but owed by the first book: it is never in two places.
 */
export class MoveBetweenBooks {
  constructor(private readonly books: Books) {}

  /**
   * Books both entries, or finds them booked. The same move may be sent any number of times, also after a crash in between.
   * @throws what the first book refuses, such as {InsufficientFunds}: nothing was written. A refusal of the second book is a value:
   *   the money is in transit then; send the move again, or `settleInSuspense`.
   * @throws {NoSuchBook | InvalidInput} nothing was written. Call it outside a transaction.
   */
  async execute(move: BookMove): Promise<Moved> {
    const [from, to] = this.ends(move);
    const [left] = await from.post([moveOut(move)]);
    return this.arrive(to, move, mustBePosted(left));
  }

  /** Ends a move that its account does not take: the money arrives in the other book's suspense. Never both: one id for either. */
  async settleInSuspense(move: BookMove): Promise<Moved> {
    const [from, to] = this.ends(move);
    const [left] = await from.post([moveOut(move)]);
    const moved = await this.arrive(to, move, mustBePosted(left));
    if (moved.in !== undefined) return moved;
    const [arrived] = await to.post([moveIn(move, accounts.suspense())]);
    return movedTo(moved.out, arrived);
  }

  /** What books owe each other and what is under way: `inTransit` 0 everywhere when nothing is. */
  async balances(): Promise<InterbookBalance[]> {
    const found: InterbookBalance[] = [];
    for (const from of this.books.all()) {
      for (const to of this.books.all()) if (from !== to) found.push(...(await balancesOf(from, to)));
    }
    return found;
  }

  /** Moves that left `from` and did not come to `to`, newest first: what `execute` is to be called with again. */
  async undelivered(fromBook: string, toBook: string): Promise<BookMove[]> {
    const [from, to] = [this.books.byNameOf(fromBook), this.books.byNameOf(toBook)];
    const missing: BookMove[] = [];
    for (const { asset, inTransit } of await balancesOf(from, to)) {
      let left = inTransit;
      for await (const moves of movesOut(from, to.name, asset)) {
        if (left <= 0n) break;
        const arrived = await to.doors.readEntry.all(moves.map((move) => moveEntryId(move, 'in')));
        const waiting = moves.filter((move) => !arrived.has(moveEntryId(move, 'in')));
        missing.push(...waiting);
        left -= waiting.reduce((sum, { amount }) => sum + amount, 0n);
      }
    }
    return missing;
  }

  private ends({ asset, from, to }: BookMove): [Book, Book] {
    const [left, right] = [this.books.byNameOf(from.book), this.books.byNameOf(to.book)];
    if (left === right) throw new InvalidInput('to.book', 'is the book that the money is in');
    for (const book of [left, right]) {
      if (!book.takes(asset)) throw new InvalidInput('asset', `${asset} is not booked in ${book.name}`);
    }
    return [left, right];
  }

  private async arrive(to: Book, move: BookMove, out: PostedEntry): Promise<Moved> {
    const [arrived] = await to.post([moveIn(move)]);
    return movedTo(out, arrived);
  }
}

function movedTo(out: PostedEntry, arrived: PostOutcome | undefined): Moved {
  return arrived?.outcome === 'posted'
    ? { out, in: arrived.entry, refusal: undefined }
    : { out, in: undefined, refusal: arrived?.error };
}

function mustBePosted(outcome: PostOutcome | undefined): PostedEntry {
  if (outcome?.outcome === 'posted') return outcome.entry;
  throw outcome?.error ?? new InvalidInput('move', 'was not answered');
}

/** By asset. The claim is read first: what arrives meanwhile has left before. */
async function balancesOf(from: Book, to: Book): Promise<InterbookBalance[]> {
  const claims = await to.doors.readBalances.byPrefix(accounts.dueFrom(from.name));
  const debts = await from.doors.readBalances.byPrefix(accounts.dueTo(to.name));
  const assets = [...new Set([...debts, ...claims].map(({ asset }) => asset))].toSorted();
  return assets.map((asset) => {
    const dueTo = debts.find((of) => of.asset === asset)?.balance ?? 0n;
    const dueFrom = claims.find((of) => of.asset === asset)?.balance ?? 0n;
    return { from: from.name, to: to.name, asset, dueTo, dueFrom, inTransit: dueTo - dueFrom };
  });
}

/** The moves that left `from` for book `to`, newest first, a page at a time. */
async function* movesOut(from: Book, to: string, asset: string): AsyncGenerator<BookMove[]> {
  const account = { path: accounts.dueTo(to), asset: asset as BookMove['asset'] };
  for (let before: bigint | undefined; ;) {
    const options = { limit: PAGE, ...(before === undefined ? {} : { before }) };
    const page = await from.doors.listEntries.execute({ account }, options);
    yield page.entries.flatMap(({ content }) => moveOf(from.name, content) ?? []);
    if (page.next === undefined) return;
    before = page.next;
  }
}
