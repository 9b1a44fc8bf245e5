import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FixedClock } from '#kernel';
import { type ReplicatedDatabase, aReplicatedDatabase } from '#platform/database/testing';
import { ReportsController, TrialBalanceController } from '../http.ts';
import { ExportLedger, Poster, accounts } from '../index.ts';
import { ledgerOverHttp } from '../testing/over-http.ts';
import { NOW, aDeposit, aTransfer, anEntry, anOrganisation } from '../testing/some-entries.ts';

type Answer = { status: number; source: unknown; size: unknown; body: Record<string, unknown> };

describe('reports over HTTP with a replica', () => {
  let db: ReplicatedDatabase;
  let lenient: NestFastifyApplication;
  let strict: NestFastifyApplication;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'provisio-replica-reports-'));
  const [merchant, payee] = [anOrganisation(), anOrganisation()];

  const open = (fallsBack: boolean, patienceMs: number): Promise<NestFastifyApplication> =>
    ledgerOverHttp({
      db,
      clock: new FixedClock(NOW),
      dataDir,
      controllers: [ReportsController, TrialBalanceController],
      replica: { url: db.replicaUrl, fallsBack, patienceMs },
    });
  /** Log position of the last of `count` sales. */
  const sell = async (count: number): Promise<bigint> => {
    const sale = () => anEntry([aTransfer(accounts.prepaid(merchant), accounts.pending(payee), 1n)]);
    const outcomes = await lenient.get(Poster).post(Array.from({ length: count }, sale));
    const last = outcomes.at(-1);
    return last?.outcome === 'posted' ? (last.entry.transfers[0]?.seq ?? 0n) : 0n;
  };
  const get = async (app: NestFastifyApplication, url: string, atLeast?: bigint | string): Promise<Answer> => {
    const caller = { kind: 'user', subject: merchant, organisation: merchant, roles: ['finance'], scopes: [] };
    const headers = {
      'x-caller': JSON.stringify(caller),
      ...(atLeast === undefined ? {} : { 'ledger-min-size': String(atLeast) }),
    };
    const reply = await app.inject({ method: 'GET', url, headers });
    const { 'ledger-source': source, 'ledger-size': size } = reply.headers;
    return { status: reply.statusCode, source, size, body: reply.json() };
  };
  const pause = (): Promise<unknown> => db.onReplica('select pg_wal_replay_pause()');
  const resume = (): Promise<unknown> => db.onReplica('select pg_wal_replay_resume()');

  beforeAll(async () => {
    db = await aReplicatedDatabase();
    [lenient, strict] = [await open(true, 20), await open(false, 20)];
    await lenient.get(Poster).post([aDeposit(merchant, 1_000n)]);
  }, 120_000);
  afterAll(async () => {
    await lenient.close();
    await strict.close();
    await db.close();
    rmSync(dataDir, { recursive: true });
  });

  /** The replica has everything; the next reports may say so. */
  const catchUp = async (size: bigint): Promise<void> => {
    await resume();
    const patient = await open(false, 30_000);
    expect(await get(patient, '/v1/trial-balance', size)).toMatchObject({ status: 200, source: 'replica' });
    await patient.close();
  };

  it('come from the replica and say of how much', async () => {
    const size = await sell(3);
    await catchUp(size);
    const answer = await get(lenient, '/v1/trial-balance');
    expect(answer).toMatchObject({ status: 200, source: 'replica', size: String(size), body: { seq: String(size) } });
  });

  it('come from the primary when the replica lacks what is asked for, or are refused (database.replica_behind)', async () => {
    await catchUp(await sell(1));
    await pause();
    const size = await sell(5);
    expect(await get(lenient, '/v1/trial-balance')).toMatchObject({ source: 'replica', size: String(size - 5n) });
    expect(await get(lenient, '/v1/trial-balance', size)).toMatchObject({
      status: 200,
      source: 'primary',
      size: String(size),
      body: { seq: String(size) },
    });
    expect(await get(strict, '/v1/trial-balance', size)).toMatchObject({
      status: 503,
      body: {
        type: expect.stringContaining('database.replica_behind'),
        replayed: String(size - 5n),
        needed: String(size),
      },
    });
    expect(await get(strict, '/v1/trial-balance', 'much')).toMatchObject({ status: 422 });
  });

  it('lack no row on a page whose report began on a server that had seen more', async () => {
    await catchUp(await sell(1));
    await pause();
    const size = await sell(4);
    const url = '/v1/reports/general-ledger?from=2026-01-01&to=2026-01-01&line=payee:pending&limit=6';
    const first = await get(lenient, url, size);
    expect(first).toMatchObject({ source: 'primary', body: { size: String(size) } });
    const movements = (of: Answer): number =>
      (of.body['items'] as { row: string }[]).filter(({ row }) => row === 'movement').length;
    let [seen, cursor] = [movements(first), first.body['next_cursor']];
    while (typeof cursor === 'string') {
      const next = await get(lenient, `${url}&cursor=${cursor}`);
      seen += movements(next);
      cursor = next.body['next_cursor'];
    }
    expect(seen).toBe(3 + 1 + 5 + 1 + 4);
  });

  it('are exported from the replica, whole', async () => {
    const size = await sell(1);
    await catchUp(size);
    await pause();
    await sell(2);
    const lines: string[] = [];
    for await (const line of strict.get(ExportLedger).execute('csv')) lines.push(line);
    expect(lines).toHaveLength(Number(size) + 1);
  });
});
