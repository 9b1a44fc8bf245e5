import { CommitOutcomeUnknown, TransactionConflict } from '#platform/database';

/** What happens to one transaction, or to one batch that goes ahead, on its way. */
export type Fault =
  | 'none'
  /** PostgreSQL ends the connection while the transaction is open, or while a batch that went ahead waits for the head. */
  | 'killed before commit'
  /** It is committed, the process is told that nobody knows. */
  | 'commit unanswered'
  /** It is rolled back, the process is told that nobody knows. */
  | 'commit undone'
  /** The connection is lost before PostgreSQL has read anything of a batch that went ahead. */
  | 'never sent'
  /** PostgreSQL says that another transaction was in the way. */
  | 'conflict';

/**
 * One transaction of a process, or one batch that it sends ahead. It waits until it is let in, does its work on the real
 * database, and keeps what came of it to itself until it is let out: so who comes first is never the machine's choice.
 */
export class Act<Of = unknown> {
  /** As far as whoever lets it in and out knows; the work itself goes on meanwhile. */
  state: 'waiting' | 'under way' | 'held' | 'over' = 'waiting';
  fault: Fault = 'none';
  /** It is in the books, whatever the process will be told. */
  isCommitted = false;
  error: unknown;
  /** Of a transaction: the entries that it decides. Of a batch ahead: those that it writes. In their order. */
  ids: readonly string[] = [];
  /** The process's clock when it was decided what to write. */
  clockMs = 0;

  private readonly admitted = Promise.withResolvers<Fault>();
  private readonly holding = Promise.withResolvers<void>();
  private readonly ended = Promise.withResolvers<void>();
  private readonly released = Promise.withResolvers<void>();

  constructor(
    readonly kind: 'transaction' | 'copy',
    /** Whose it is, if it is not the poster's. */
    readonly of: Of | undefined,
  ) {}

  /** Lets it in. */
  admit(fault: Fault): void {
    this.state = 'under way';
    this.fault = fault;
    this.admitted.resolve(fault);
  }

  /** Resolves when it holds the head of the log, or is over. */
  get holdsHead(): Promise<void> {
    return Promise.race([this.holding.promise, this.ended.promise]);
  }

  get done(): Promise<void> {
    return this.ended.promise;
  }

  /** Lets the process know. */
  release(): void {
    this.state = 'over';
    this.released.resolve();
  }

  /** Nobody knows in the process whether it was committed. */
  get isUnknown(): boolean {
    return this.error instanceof CommitOutcomeUnknown;
  }

  hasHead(): void {
    this.holding.resolve();
  }

  /** Does `work` when it is let in, and answers what it answered, or throws what it threw, when it is let out. */
  async through<T>(work: (fault: Fault) => Promise<T>): Promise<T> {
    const fault = await this.admitted.promise;
    let result: { readonly is: T } | undefined;
    try {
      result = { is: await this.tried(fault, work) };
    } catch (error) {
      this.error = error;
    }
    this.ended.resolve();
    await this.released.promise;
    if (result === undefined) throw this.error;
    return result.is;
  }

  private async tried<T>(fault: Fault, work: (fault: Fault) => Promise<T>): Promise<T> {
    if (fault === 'never sent') throw new CommitOutcomeUnknown();
    if (fault === 'conflict') throw new TransactionConflict();
    const result = await work(fault);
    this.isCommitted = true;
    if (fault === 'commit unanswered') throw new CommitOutcomeUnknown();
    return result;
  }
}
