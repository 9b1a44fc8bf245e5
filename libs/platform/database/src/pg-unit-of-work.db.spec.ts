import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDatabase, type TestDatabase } from './testing.ts';

describe('PgUnitOfWork', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await aDatabase();
    await db.ownerQuery('create table public.note (id int8 primary key, at timestamptz(3), day date, big int8[])');
    await db.ownerQuery('grant select, insert, update, delete on public.note to provisio_app');
  });
  afterAll(() => db.close());
  const ids = async (): Promise<bigint[]> =>
    (await db.ownerQuery<{ id: bigint }>('select id from note order by id')).map(({ id }) => id);
  const insert = 'insert into note (id) values ($1)';

  it('writes everything when the work resolves', async () => {
    await db.unitOfWork.run(async (tx) => {
      await tx.query(insert, [1n]);
      await tx.query(insert, [2n]);
    });
    expect(await ids()).toEqual([1n, 2n]);
  });

  it('writes nothing when the work rejects, joined parts included', async () => {
    const work = db.unitOfWork.run(async (tx) => {
      await tx.query(insert, [10n]);
      await db.unitOfWork.run((same) => same.query(insert, [11n]));
      throw new Error('late refusal');
    });
    await expect(work).rejects.toThrow('late refusal');
    expect(await ids()).toEqual([1n, 2n]);
  });

  it('joins the transaction that is open, and reads see its writes', async () => {
    await db.unitOfWork.run(async (tx) => {
      await tx.query(insert, [3n]);
      await db.unitOfWork.run(async (same) => expect(same).toBe(tx));
      expect(await db.database.query('select id from note where id = 3')).toEqual([{ id: 3n }]);
    });
  });

  it('refuses to commit after a joined part failed, even when its error was caught', async () => {
    const work = db.unitOfWork.run(async (tx) => {
      await tx.query(insert, [20n]);
      await db.unitOfWork.run(() => Promise.reject(new Error('inner'))).catch(() => undefined);
    });
    await expect(work).rejects.toThrow('its error was caught');
    expect(await ids()).not.toContain(20n);
  });

  it('refuses to commit after a statement failed, even when its error was caught', async () => {
    const work = db.unitOfWork.run(async (tx) => {
      await tx.query(insert, [21n]);
      await tx.query(insert, [21n]).catch(() => undefined);
    });
    await expect(work).rejects.toThrow('the transaction went on');
    expect(await ids()).not.toContain(21n);
  });

  it('undoes a savepoint alone', async () => {
    await db.unitOfWork.run(async (tx) => {
      await tx.query(insert, [30n]);
      const part = tx.savepoint(() =>
        db.unitOfWork.run(async (same) => {
          await same.query(insert, [31n]);
          await same.query(insert, [30n]);
        }),
      );
      await expect(part).rejects.toMatchObject({ code: '23505' });
      await tx.query(insert, [32n]);
    });
    expect(await ids()).toEqual([1n, 2n, 3n, 30n, 32n]);
  });

  it('calls back after commit, outside the transaction, and not after a rollback', async () => {
    const said: string[] = [];
    await db.unitOfWork.run(async (tx) => tx.afterCommit(() => said.push('committed')));
    await db.unitOfWork
      .run(async (tx) => {
        tx.afterCommit(() => said.push('rolled back'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(said).toEqual(['committed']);
  });

  it('gives whole numbers exactly, days as text, instants as dates', async () => {
    const at = new Date('2026-03-29T01:30:00.123Z');
    const [row] = await db.database.query(
      'select $1::int8 as big, $2::timestamptz as at, $3::date as day, $4::int8[] as many, 1.10::numeric as exact',
      [9_007_199_254_740_993n, at, '2026-03-29', [1n, 9_007_199_254_740_993n]],
    );
    expect(row).toEqual({
      big: 9_007_199_254_740_993n,
      at,
      day: '2026-03-29',
      many: [1n, 9_007_199_254_740_993n],
      exact: '1.10',
    });
  });

  it('tells a deadlock as database.transaction_conflict', async () => {
    const order = [
      [1n, 2n],
      [2n, 1n],
    ] as const;
    let waiting = 0;
    let go: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (go = resolve));
    const results = await Promise.allSettled(
      order.map(([first, second]) =>
        db.unitOfWork.run(async (tx) => {
          await tx.query('update note set day = null where id = $1', [first]);
          if ((waiting += 1) === 2) go();
          await both;
          await tx.query('update note set day = null where id = $1', [second]);
        }),
      ),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ kind: 'unavailable', code: 'database.transaction_conflict' });
  });

  it('tells a lost connection as database.unavailable and works again afterwards', async () => {
    const work = db.unitOfWork.run(async (tx) => {
      const [mine] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await db.ownerQuery('select pg_terminate_backend($1)', [mine?.pid]);
      await tx.query(insert, [40n]);
    });
    await expect(work).rejects.toMatchObject({ kind: 'unavailable', code: 'database.unavailable' });
    await db.unitOfWork.run((tx) => tx.query(insert, [41n]));
    expect(await ids()).not.toContain(40n);
  });

  it('survives a connection that the server ends while nothing is asked of it', async () => {
    const work = db.unitOfWork.run(async (tx) => {
      const [mine] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      const ended = once(tx.client, 'end');
      await db.ownerQuery('select pg_terminate_backend($1)', [mine?.pid]);
      await ended; // Its last message and its socket have both told of it.
      await tx.query(insert, [42n]);
    });
    await expect(work).rejects.toMatchObject({ kind: 'unavailable', code: 'database.unavailable' });
    expect(await ids()).not.toContain(42n);
  });

  it('asks PostgreSQL to compile nothing', async () => {
    expect(await db.database.query('show jit')).toEqual([{ jit: 'off' }]);
  });

  it('gives the application role no right that a migration did not grant', async () => {
    await expect(db.database.query('create table public.mine (id int8)')).rejects.toMatchObject({ code: '42501' });
    await expect(db.database.query('update platform.event_record set body = null')).rejects.toMatchObject({
      code: '42501',
    });
  });
});
