import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { FixedClock, newId } from '#kernel';
import { PgSession } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, HistoryParts, type OnMove, accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { refusal } from '../../testing/dishonest-store.ts';
import { NOW, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';
import { smallParts } from '../../testing/small-parts.ts';

/** Two tiles a part. */
const SIZE = 512;
const COLD = `cold_${randomBytes(6).toString('hex')}`;

describe('moving a part of history', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  let folder: string;
  const sessions: PgSession[] = [];
  const clock = new FixedClock(NOW);
  const [merchant, payee] = [anOrganisation(), anOrganisation()];
  const sale = (): EntryDraft => {
    clock.advance(1);
    const transfers = [1n, 2n].map((amount) => aTransfer(accounts.prepaid(merchant), accounts.pending(payee), amount));
    return anEntry(transfers, { id: newId(clock.now()) });
  };
  const first = sale();
  const parts = (): HistoryParts => {
    const session = new PgSession(db.ownerUrl);
    sessions.push(session);
    return new HistoryParts(session);
  };
  const whereIs = async (part: number): Promise<string | undefined> =>
    (await parts().list()).find((of) => of.part === part)?.tablespace;
  const copies = (): Promise<unknown[]> =>
    db.ownerQuery(`select relname from pg_class where relname like 'transfer\\_%\\_copy%'`);

  beforeAll(async () => {
    db = await aDatabase();
    await smallParts(db, SIZE);
    ledger = aLedger(db, clock);
    await ledger.poster.post([aDeposit(merchant, 1_000_000n), first]);
    for (let batch = 0; batch < 12; batch += 1) await ledger.poster.post(Array.from({ length: 100 }, sale));
    await ledger.makeCheckpoint.execute();
    await ledger.makePartsAhead.execute();
    // A folder of the server's own user, as PostgreSQL wants it.
    folder = await mkdtemp(path.join(tmpdir(), 'provisio-cold-'));
    const [server] = await db.ownerQuery<{ at: string }>(`select current_setting('data_directory') as at`);
    const { uid, gid } = await stat(server!.at);
    await chown(folder, uid, gid);
    await db.ownerQuery(`create tablespace ${COLD} location '${folder}'`);
  });
  afterAll(async () => {
    const report = await ledger.checkMoney.execute();
    await Promise.all(sessions.map((session) => session.close()));
    await db.close();
    const other = await aDatabase();
    await other.ownerQuery(`drop tablespace ${COLD}`);
    await other.close();
    await rm(folder, { recursive: true });
    expect(report.breaks).toEqual([]);
  });

  it('lists every part, with what is in it', async () => {
    const list = await parts().list();
    expect(list.map(({ firstSeq, lastSeq, isClosed, transfers }) => [firstSeq, lastSeq, isClosed, transfers])).toEqual([
      [1n, 512n, true, 512n],
      [513n, 1_024n, true, 512n],
      [1_025n, 1_536n, true, 512n],
      [1_537n, 2_048n, true, 512n],
      [2_049n, 2_560n, false, 2_403n - 2_048n],
      [2_561n, 3_072n, false, 0n],
    ]);
    expect(list[0]!.ids![0] <= first.id).toBe(true);
    expect(list[0]!.bytes).toBeGreaterThan(100_000n);
    expect(list[4]?.ids).toBeNull();
  });

  it('goes on while others post and read: nobody is refused, and all of it lies in the other tablespace', async () => {
    const other = aLedger({ database: db.database, unitOfWork: db.unitOfWork }, clock);
    const steps = new Set<string>();
    let isMoving = true;
    const work = async (of: TestLedger): Promise<number> => {
      let booked = 0;
      while (isMoving) {
        const outcomes = await of.poster.post(Array.from({ length: 5 }, sale));
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'posted'));
        await of.readEntry.execute(first.id);
        booked += 5;
      }
      return booked;
    };
    const working = [work(ledger), work(other)];
    await parts().move(0, COLD, (step) => void steps.add(step));
    isMoving = false;
    for (const booked of await Promise.all(working)) expect(booked).toBeGreaterThan(0);
    expect([...steps].slice(0, 4)).toEqual(['copying', 'indexing', 'comparing', 'proving']);
    const lies = await db.ownerQuery<{ name: string; tablespace: string }>(
      `select c.relname as name, t.spcname as tablespace from pg_class c join pg_tablespace t on t.oid = c.reltablespace
      where c.relname like 'transfer\\_0%' order by c.relname`,
    );
    expect(lies.map(({ name }) => name)).toEqual([
      'transfer_0',
      'transfer_0_i8_id_counts_once',
      'transfer_0_i9_hold_resolves_once',
      'transfer_0_pkey',
      'transfer_0_refers_to',
    ]);
    expect(new Set(lies.map(({ tablespace }) => tablespace))).toEqual(new Set([COLD]));
    expect(await readdir(folder)).not.toEqual([]);
    expect(await copies()).toEqual([]);
  });

  it('is a part like before: nobody changes it, its ids count once, and its leaves make the same tiles', async () => {
    for (const statement of [
      'delete from ledger.transfer_0',
      'insert into ledger.transfer_0 select * from ledger.transfer_1',
    ]) {
      await expect(refusal(db.ownerQuery(statement))).resolves.toBe('i5_history_never_changes');
      await expect(refusal(db.database.query(statement))).resolves.toBe('42501');
    }
    const [again] = await ledger.poster.post([first]);
    expect(again).toMatchObject({ outcome: 'posted', entry: { replayed: true } });
    const [row] = await db.ownerQuery<{ same: boolean; checks: bigint; others: bigint }>(
      `select (select hashes from ledger.tile where level = 0 and tile_index = 0) = ledger.leaf_hashes(1, 256) as same,
        (select count(*) from pg_constraint where conrelid = 'ledger.transfer_0'::regclass) as checks,
        (select count(*) from pg_constraint where conrelid = 'ledger.transfer_1'::regclass) as others`,
    );
    expect(row).toMatchObject({ same: true, checks: row?.others });
  });

  it('gives way to who reads history for long, posting does not wait meanwhile, and it comes through afterwards', async () => {
    const reader = new Client({ connectionString: db.appUrl });
    await reader.connect();
    await reader.query('begin; select from ledger.transfer limit 1');
    let swapping = (): void => undefined;
    const hasTried = new Promise<void>((resolve) => (swapping = resolve));
    const moved = parts().move(1, COLD, (step) => void (step === 'swapping' && swapping()));
    await hasTried;
    const [posted] = await ledger.poster.post([sale()]);
    expect(posted).toMatchObject({ outcome: 'posted' });
    expect(await whereIs(1)).toBe('pg_default');
    await reader.query('commit');
    await reader.end();
    await moved;
    expect(await whereIs(1)).toBe(COLD);
  });

  it('refuses what cannot be moved (ledger.part_not_movable)', async () => {
    const refused = async (part: number, tablespace: string): Promise<unknown> =>
      parts()
        .move(part, tablespace)
        .catch((error: { details: unknown }) => error.details);
    expect(await refused(99, COLD)).toEqual({ part: 99, why: 'there is no such part' });
    const [open] = (await parts().list()).filter(({ isClosed }) => !isClosed);
    expect(await refused(open!.part, COLD)).toEqual({ part: open?.part, why: 'it takes rows, or will' });
    expect(await refused(0, COLD)).toEqual({ part: 0, why: `it lies in ${COLD} already` });
    expect(await refused(2, 'nowhere')).toEqual({ part: 2, why: 'there is no tablespace nowhere' });
    const second: unknown[] = [];
    // The move waits for it: the other one is asked for while this one is under way, however slow the machine.
    const meanwhile: OnMove = async (step) => {
      if (step === 'copying') second.push(await refused(3, COLD));
    };
    await parts().move(2, COLD, meanwhile);
    expect(second[0]).toEqual({ part: 3, why: 'another part is being moved' });
    while ((await parts().list()).at(-1)!.firstSeq < 4_000n) {
      await ledger.poster.post(Array.from({ length: 200 }, sale));
    }
    expect(await refused(6, COLD)).toEqual({ part: 6, why: 'its leaves are not sealed in tiles yet' });
  });

  it('leaves a part where it is when its rows, the copy and the tiles are not the same (ledger.part_copy_differs)', async () => {
    const change = (table: string, sign: string): Promise<unknown> =>
      db.ownerQuery(
        `begin; set local session_replication_role = replica;
        update ledger.${table} set effective_at = effective_at ${sign} interval '1 ms' where seq = 1_600; commit`.replace(
          '1_600',
          '1600',
        ),
      );
    await change('transfer', '+');
    await expect(parts().move(3, COLD)).rejects.toMatchObject({
      code: 'ledger.part_copy_differs',
      details: { part: 3, seq: '1537' },
    });
    await change('transfer', '-');
    let isMeddled = false;
    const onMove: OnMove = async (step) => {
      if (step !== 'copying' || isMeddled) return;
      isMeddled = true;
      await change('transfer_3_copy', '+');
    };
    await expect(parts().move(3, COLD, onMove)).rejects.toMatchObject({ details: { part: 3, seq: '1600' } });
    expect([await whereIs(3), await copies()]).toEqual(['pg_default', []]);
    await db.ownerQuery('create table ledger.transfer_3_copy (left_behind_by int8)');
    await parts().move(3, COLD);
    expect(await whereIs(3)).toBe(COLD);
  });
});
