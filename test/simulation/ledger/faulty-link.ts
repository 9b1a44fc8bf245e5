import { AsyncLocalStorage } from 'node:async_hooks';
import { CommitOutcomeUnknown, type Tx, UnitOfWork } from '#platform/database';
import type { TestDatabase } from '#platform/database/testing';
import { Act } from './act.ts';

/** What the code that is running does on behalf of; the poster's own transactions are nobody's. */
export const actsFor = new AsyncLocalStorage<unknown>();

/** The way of one process to the database: each of its transactions waits to be let in, and meets what was drawn for it. */
export class FaultyLink extends UnitOfWork {
  constructor(
    private readonly real: UnitOfWork,
    private readonly db: TestDatabase,
    private readonly onAct: (act: Act) => void,
  ) {
    super();
  }

  override run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const act = new Act('transaction', actsFor.getStore());
    this.onAct(act);
    return act.through((fault) =>
      this.real.run(async (tx) => {
        const done = await work(heard(tx, act));
        if (fault === 'killed before commit') await this.kill(tx);
        if (fault === 'commit undone') throw new CommitOutcomeUnknown();
        return done;
      }),
    );
  }

  /** Ends the connection of `tx` from outside, as happens when the machine behind it dies, and meets the silence. */
  private async kill(tx: Tx): Promise<never> {
    const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await this.db.ownerQuery('select pg_terminate_backend($1)', [row?.pid]);
    for (;;) await tx.query('select 1');
  }
}

/** `tx`, with a word to `act` when PostgreSQL has answered a statement for the first time, and of the entries that it locks. */
function heard(tx: Tx, act: Act): Tx {
  const told = (args: readonly unknown[], answer: unknown): unknown => {
    const [query] = args as readonly [Partial<Named> | string | undefined];
    if (typeof query === 'object' && query.name === 'ledger.lock') act.ids = idsIn(query.values?.[0]);
    const hasHead = (): void => act.hasHead();
    if (answer instanceof Promise) answer.then(hasHead, hasHead);
    return answer;
  };
  const client = new Proxy(tx.client, { get: (target, key) => wrapped(target, key, told) });
  return new Proxy(tx, { get: (target, key) => (key === 'client' ? client : wrapped(target, key, told)) });
}

type Named = { readonly name: string; readonly values: readonly unknown[] };

/** The members of an array as PostgreSQL writes it. */
function idsIn(list: unknown): readonly string[] {
  return String(list).slice(1, -1).split(',');
}

/** Member `key` of `target`, bound to it; `told` hears of every query. */
function wrapped<Target extends object>(
  target: Target,
  key: string | symbol,
  told: (args: readonly unknown[], answer: unknown) => unknown,
): unknown {
  const value: unknown = Reflect.get(target, key, target);
  if (typeof value !== 'function') return value;
  return (...args: unknown[]): unknown => {
    const answer: unknown = Reflect.apply(value, target, args);
    return key === 'query' ? told(args, answer) : answer;
  };
}
