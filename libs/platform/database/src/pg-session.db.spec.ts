import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../../test/support/eventually.ts';
import { PgSession } from './pg-session.ts';
import { aDatabase, type TestDatabase } from './testing.ts';

describe('PgSession', () => {
  let db: TestDatabase;
  let session: PgSession;
  beforeAll(async () => {
    db = await aDatabase();
    session = new PgSession(db.appUrl);
  });
  afterAll(async () => {
    await session.close();
    await db.close();
  });
  const cut = async (): Promise<void> => {
    const [row] = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
    await db.ownerQuery('select pg_terminate_backend($1)', [row?.pid]);
  };

  it('hands over what is told on a channel, until told to stop', async () => {
    const heard: string[] = [];
    const stop = await session.listen('news', (payload) => heard.push(payload));
    await db.ownerQuery("select pg_notify('news', 'one')");
    await eventually(() => heard.length === 1);
    stop();
    await db.ownerQuery("select pg_notify('news', 'two')");
    await session.query('select 1'); // Whatever was told has arrived by now.
    expect(heard).toEqual(['one']);
  });

  it('says when its locks are gone, connects again, and wakes its listeners once for what they missed', async () => {
    const heard: string[] = [];
    let losses = 0;
    await session.listen('alarm', (payload) => heard.push(payload));
    session.onLost(() => (losses += 1));
    await cut();
    await eventually(() => heard.length === 1);
    expect([losses, heard]).toEqual([1, ['']]);
    await db.ownerQuery("select pg_notify('alarm', 'again')");
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(['', 'again']);
  });

  it('tells a query without a server as database.unavailable', async () => {
    const lonely = new PgSession('postgres://provisio_app:x@127.0.0.1:1/provisio');
    await expect(lonely.query('select 1')).rejects.toMatchObject({ kind: 'unavailable', code: 'database.unavailable' });
    await lonely.close();
  });
});
