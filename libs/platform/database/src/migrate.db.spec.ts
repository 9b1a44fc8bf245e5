import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from './migrate.ts';
import { aDatabase, type TestDatabase } from './testing.ts';

describe('migrate', () => {
  let db: TestDatabase;
  let dir: string;
  beforeAll(async () => {
    db = await aDatabase();
    await db.ownerQuery('drop table public.schema_migration');
    dir = mkdtempSync(path.join(tmpdir(), 'provisio-migrations-'));
  });
  afterAll(async () => {
    rmSync(dir, { recursive: true });
    await db.close();
  });
  const step = (name: string, sql: string): void => {
    mkdirSync(path.join(dir, name), { recursive: true });
    writeFileSync(path.join(dir, name, 'up.sql'), sql);
  };
  const tables = async (): Promise<string[]> =>
    (
      await db.ownerQuery<{ name: string }>(
        "select tablename as name from pg_tables where schemaname = 'step' order by 1",
      )
    ).map(({ name }) => name);

  it('runs the steps that are missing, in order, and says which', async () => {
    step('0002-second', 'create table step.b (id int8 references step.a)');
    step('0001-first', 'create schema step; create table step.a (id int8 primary key)');
    const said: string[] = [];
    expect(await migrate(db.ownerUrl, dir, (name) => said.push(name))).toEqual(['0001-first', '0002-second']);
    expect(said).toEqual(['0001-first', '0002-second']);
    step('0003-third', 'create table step.c ()');
    expect(await migrate(db.ownerUrl, dir)).toEqual(['0003-third']);
    expect(await migrate(db.ownerUrl, dir)).toEqual([]);
  });

  it('undoes a step that fails, keeps the ones before it, and goes on once it is mended', async () => {
    step('0004-good', 'create table step.d ()');
    step('0005-bad', 'create table step.e (); select 1 / 0');
    await expect(migrate(db.ownerUrl, dir)).rejects.toThrow('division by zero');
    expect(await tables()).toEqual(['a', 'b', 'c', 'd']);
    step('0005-bad', 'create table step.e ()');
    expect(await migrate(db.ownerUrl, dir)).toEqual(['0005-bad']);
  });

  it('runs a step outside a transaction when its first line says so', async () => {
    step('0006-index', '-- no transaction\ncreate index concurrently a_by_id on step.a (id)');
    expect(await migrate(db.ownerUrl, dir)).toEqual(['0006-index']);
  });

  it('lets two starts at once run each step once', async () => {
    step('0007-slow', 'select pg_sleep(0.2); create table step.f ()');
    const done = await Promise.all([migrate(db.ownerUrl, dir), migrate(db.ownerUrl, dir)]);
    expect(done.flat()).toEqual(['0007-slow']);
  });

  it('refuses a folder without a number and a number used twice (database.migrations_invalid)', async () => {
    step('fix-it', 'select 1');
    await expect(migrate(db.ownerUrl, dir)).rejects.toMatchObject({ code: 'database.migrations_invalid' });
    rmSync(path.join(dir, 'fix-it'), { recursive: true });
    step('0007-other', 'select 1');
    await expect(migrate(db.ownerUrl, dir)).rejects.toThrow('0007-other and 0007-slow have the same number');
  });
});
