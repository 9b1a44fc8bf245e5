import { CommitOutcomeUnknown, type Tx, UnitOfWork } from '#platform/database';
import type { TestDatabase } from '#platform/database/testing';

/** What happens to one transaction on its way. */
export type Fault =
  | 'none'
  /** PostgreSQL ends the connection while the transaction is open. */
  | 'killed before commit'
  /** It is committed, the sender never hears of it. */
  | 'reply lost'
  /** The same, and the sending process is gone, with what it remembered of the accounts. */
  | 'reply lost, process gone'
  /** It is committed, the poster is told that nobody knows. */
  | 'commit unanswered'
  /** It is rolled back, the poster is told that nobody knows. */
  | 'commit undone';

/** The way of one process to the database, on which its next transaction meets what was drawn for it. */
export class FaultyLink extends UnitOfWork {
  private fault: Fault = 'none';
  private onHead: () => void = () => undefined;

  constructor(private readonly db: TestDatabase) {
    super();
  }

  /** Prepares the next transaction; `onHead` is called when it has been answered for the first time: it holds the head then. */
  next(fault: Fault, onHead: () => void): void {
    this.fault = fault;
    this.onHead = onHead;
  }

  override async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { fault, onHead } = this;
    this.next('none', () => undefined);
    const result = await this.db.unitOfWork.run(async (tx) => {
      const done = await work(heard(tx, onHead));
      if (fault === 'killed before commit') await this.kill(tx);
      if (fault === 'commit undone') throw new CommitOutcomeUnknown();
      return done;
    });
    if (fault === 'commit unanswered') throw new CommitOutcomeUnknown();
    return result;
  }

  /** Ends the connection of `tx` from outside, as happens when the machine behind it dies, and meets the silence. */
  private async kill(tx: Tx): Promise<never> {
    const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await this.db.ownerQuery('select pg_terminate_backend($1)', [row?.pid]);
    for (;;) await tx.query('select 1');
  }
}

/** `tx`, with a word to `onAnswer` whenever PostgreSQL has answered a statement. */
function heard(tx: Tx, onAnswer: () => void): Tx {
  const tell = <Answer>(answer: Answer): Answer => {
    if (answer instanceof Promise) answer.then(onAnswer, onAnswer);
    return answer;
  };
  const client = new Proxy(tx.client, {
    get: (target, key) => wrapped(target, key, key === 'query' ? tell : (same) => same),
  });
  return new Proxy(tx, {
    get: (target, key) => (key === 'client' ? client : wrapped(target, key, key === 'query' ? tell : (same) => same)),
  });
}

/** Member `key` of `target`, bound to it; what it answers goes through `tell`. */
function wrapped<Target extends object>(target: Target, key: string | symbol, tell: (answer: unknown) => unknown) {
  const value: unknown = Reflect.get(target, key, target);
  if (typeof value !== 'function') return value;
  return (...args: unknown[]): unknown => tell(Reflect.apply(value, target, args));
}
