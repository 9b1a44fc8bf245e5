import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CommitOutcomeUnknown } from './database.errors.ts';
import { type TestDatabase, aDatabase } from './testing/a-database.ts';

const COPY = 'copy public.row (n) from stdin';
const rows = (...numbers: readonly number[]): Buffer => Buffer.from(numbers.map((n) => `${n}\n`).join(''));

describe('a pipe of copies', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await aDatabase({ poolSize: 2 });
    await db.ownerQuery('create table public.row (n int4 primary key, place int4 generated always as identity)');
    await db.ownerQuery('grant select, insert on public.row to provisio_app');
  });
  beforeEach(() => db.ownerQuery('truncate public.row restart identity'));
  afterAll(() => db.close());

  const booked = async (): Promise<number[]> =>
    (await db.ownerQuery<{ n: number }>('select n from public.row order by place')).map(({ n }) => n);
  const outcomes = async (sent: readonly Promise<void>[]): Promise<string[]> =>
    (await Promise.allSettled(sent)).map((each) =>
      each.status === 'fulfilled' ? 'written' : String((each.reason as { code?: string }).code),
    );

  it('writes what it is sent in its order, each by itself, without waiting for the one before', async () => {
    const sent = Array.from({ length: 50 }, (_, n) => db.copies.send(COPY, rows(2 * n, 2 * n + 1)));
    expect(new Set(await outcomes(sent))).toEqual(new Set(['written']));
    expect(await booked()).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('goes on behind one that PostgreSQL refuses, of which nothing is written', async () => {
    const sent = [rows(1), rows(2, 1), rows(3), Buffer.from('no number\n'), rows(4), rows(4), rows(5)];
    expect(await outcomes(sent.map((each) => db.copies.send(COPY, each)))).toEqual([
      'written',
      '23505',
      'written',
      '22P02',
      'written',
      '23505',
      'written',
    ]);
    expect(await booked()).toEqual([1, 3, 4, 5]);
  });

  it('takes rows of any size, and gives its connection back when nothing is under way', async () => {
    const many = Buffer.concat(Array.from({ length: 200_000 }, (_, n) => rows(n)));
    await Promise.all([db.copies.send(COPY, many), db.copies.send(COPY, rows(-1))]);
    expect((await booked()).length).toBe(200_001);
    // The pool has two: both are free.
    const both = await Promise.all([1, 2].map(() => db.database.query<{ one: number }>('select 1 as one')));
    expect(both.flat()).toHaveLength(2);
  });

  it('does not know what became of those under way when the connection is lost, and goes on with another one', async () => {
    await db.ownerQuery(`create function public.leave() returns trigger language plpgsql as $$
      begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`);
    await db.ownerQuery('alter function public.leave() security definer');
    await db.ownerQuery(
      'create trigger leave before insert on public.row for each row when (new.n = 13) execute function public.leave()',
    );
    const sent = [rows(1), rows(13), rows(14)].map((each) => db.copies.send(COPY, each));
    const settled = await Promise.allSettled(sent);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (const each of settled.slice(1)) {
      expect((each as PromiseRejectedResult).reason).toBeInstanceOf(CommitOutcomeUnknown);
    }
    await db.copies.send(COPY, rows(15));
    expect(await booked()).toEqual([1, 15]);
  });

  it('lends a connection that is being lost to nobody else', async () => {
    await db.ownerQuery('begin');
    await db.ownerQuery('lock table public.row');
    const sent = db.copies.send(COPY, rows(1));
    const asksAtOnce = sent.catch(() => db.unitOfWork.run((tx) => tx.query<{ one: number }>('select 1 as one')));
    let killed: readonly unknown[] = [];
    while (killed.length === 0) {
      killed = await db.ownerQuery('select pg_terminate_backend(pid) from pg_locks where not granted');
    }
    expect(await asksAtOnce).toEqual([{ one: 1 }]);
    await db.ownerQuery('rollback');
    expect(await booked()).toEqual([]);
  });
});
