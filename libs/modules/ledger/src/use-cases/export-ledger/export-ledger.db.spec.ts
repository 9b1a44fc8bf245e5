import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EpochMs, FixedClock, type IsoDate, SeededRandom, formatMinor, sha256 } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type AuditReport, auditLedger } from '#verify';
import { notRun } from '../../../../../../test/support/not-run.ts';
import { type EntryDraft, type ExportFormat, accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { GBPT, NOW, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

const run = promisify(execFile);
/** Real accounting software of somebody else, when there is one. */
const hledger = await run('hledger', ['--version']).then(
  ({ stdout }) => stdout.trim(),
  () => undefined,
);
if (hledger === undefined) notRun('hledger', 'the journal was not added up by hledger: it is not installed');

describe('ExportLedger', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  let lines: readonly string[];

  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, new FixedClock(NOW));
    const [merchant, payee] = [anOrganisation(), anOrganisation()];
    const post = async (...drafts: EntryDraft[]) =>
      (await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, drafts))).flatMap(({ transfers }) => transfers);
    const { prepaid, pending, payable } = {
      prepaid: accounts.prepaid(merchant),
      pending: accounts.pending(payee),
      payable: accounts.payable(payee),
    };
    await post(aDeposit(merchant, 100_000n));
    await close(ledger, '2025-12-01');
    for (let round = 0; round < 12; round += 1) {
      await db.unitOfWork.run((tx) =>
        ledger.appendNotes.execute(tx, [{ topic: 'test.note', hash: sha256(`${round}`) }]),
      );
      const [sale, , held] = await post(
        anEntry([aTransfer(prepaid, pending, 100n, { facts: sha256('f') }), aTransfer(prepaid, accounts.fees(), 10n)], {
          metadata: { reason: 'a sale; "quoted" | ünï', n: round, deep: { list: [1, 'two'] } },
        }),
        anEntry([aTransfer(prepaid, accounts.leased(merchant), 50n, { kind: 'hold' })]),
      );
      await post(
        anEntry([aTransfer(pending, prepaid, 5n, { kind: 'reversal', refersTo: sale!.seq })]),
        anEntry([
          aTransfer(prepaid, accounts.leased(merchant), round % 2 === 0 ? 50n : 20n, {
            kind: round % 2 === 0 ? 'void' : 'capture',
            refersTo: held!.seq,
          }),
        ]),
        anEntry([aTransfer(pending, payable, 10_000n, { upTo: true })]),
      );
      if (round % 4 === 0) await ledger.makeCheckpoint.execute();
      if (round === 5) await reopen(ledger, '2025-11-01');
      if (round === 7) await close(ledger, '2026-01-01');
    }
    await ledger.makeCheckpoint.execute();
    lines = await written('jsonl');
  });
  afterAll(() => db.close());

  const close = (of: TestLedger, until: string) =>
    of.movePeriods.execute({ kind: 'close', until: until as IsoDate, by: 'user_ada', reason: `closed up to ${until}` });
  const reopen = (of: TestLedger, until: string) =>
    of.movePeriods.execute({ kind: 'reopen', until: until as IsoDate, by: 'user_ada', reason: 'a late invoice' });
  async function written(format: ExportFormat, of = ledger): Promise<string[]> {
    const all: string[] = [];
    for await (const line of of.exportLedger.execute(format)) all.push(line);
    return all;
  }
  const named = (report: AuditReport): string[] => report.breaks.map(({ rule, at }) => `${rule} ${at}`);

  it('writes books that a stranger audits without our database', async () => {
    const state = await db.ownerQuery<{ seq: bigint }>('select seq from ledger.head');
    const report = await auditLedger(lines);
    expect(report).toMatchObject({
      isSound: true,
      breaks: [],
      checked: { leaves: state[0]!.seq, signed: state[0]!.seq, checkpoints: 4, periodMoves: 3 },
    });
    expect(report.checked.accounts).toBe(6);
  });

  it('writes the head of a log that was signed while it was empty before everything else', async () => {
    const fresh = await aDatabase();
    const of = aLedger(fresh, new FixedClock(NOW));
    await of.makeCheckpoint.execute();
    expect(await auditLedger(await written('jsonl', of))).toMatchObject({ isSound: true, checked: { checkpoints: 1 } });
    await of.poster.post([aDeposit(anOrganisation(), 1n)]);
    await of.makeCheckpoint.execute();
    expect(await auditLedger(await written('jsonl', of))).toMatchObject({
      isSound: true,
      checked: { checkpoints: 2, leaves: 1n },
    });
    await fresh.close();
  });

  it('is compared with heads that were published elsewhere', async () => {
    const { root, checked } = await auditLedger(lines);
    const published = { size: checked.leaves, root, where: 'the anchor' };
    expect((await auditLedger(lines, { published: [published] })).isSound).toBe(true);
    expect(named(await auditLedger(lines, { published: [{ ...published, root: '00'.repeat(32) }] }))).toEqual([
      `I10 published head ${checked.leaves}`,
    ]);
    expect(named(await auditLedger(lines, { published: [{ ...published, size: 1_000n }] }))).toEqual([
      'I10 published head 1000',
    ]);
  });

  it('finds each of 200 changed characters, wherever in the file', async () => {
    const random = new SeededRandom(11);
    const text = lines.join('\n');
    const missed: string[] = [];
    for (let drill = 0; drill < 200; drill += 1) {
      const at = random.between(0, text.length - 1);
      const before = text[at]!;
      const after = /[0-9]/.test(before) ? String((Number.parseInt(before, 10) + 1) % 10) : before === 'a' ? 'b' : 'a';
      const report = await auditLedger(`${text.slice(0, at)}${after}${text.slice(at + 1)}`.split('\n'));
      if (report.isSound) missed.push(text.slice(Math.max(0, at - 40), at + 5));
    }
    expect(missed).toEqual([]);
  }, 120_000);

  it.each([
    ['without its last entry', (all: string[]) => all.toSpliced(lastOf(all, '{"entry"'), 1), /^I4 position \d+$/],
    ['without a note', (all: string[]) => all.toSpliced(lastOf(all, '{"note"'), 1), /^I4 position \d+$/],
    ['without its end', (all: string[]) => all.slice(0, -1), /^I4 position \d+$/],
    ['without a balance', (all: string[]) => all.toSpliced(lastOf(all, '{"balance"'), 1), /^I3 /],
    ['with an entry twice', (all: string[]) => all.toSpliced(20, 0, all[lastOf(all, '{"entry"')]!), /^(I4|I8) /],
    ['that is empty', () => [], /^form line 1$/],
    ['with a line of something else', (all: string[]) => [...all, '{"x":1}'], /^form line \d+$/],
  ])('finds books %s', async (_what, change, expected) => {
    const report = await auditLedger(change([...lines]));
    expect(report.isSound).toBe(false);
    expect(named(report).some((name) => expected.test(name))).toBe(true);
  });

  it.each([
    ['whose reason is another', (line: string) => line.replace('a late invoice', 'a late invoixe'), 'has another hash'],
    ['by somebody else', (line: string) => line.replace('user_ada', 'user_bob'), 'has another hash'],
    [
      'to another day',
      (line: string) => line.replace(/"until":"(\d+)"/, '"until":"1761955200001"'),
      'has another hash',
    ],
    ['from elsewhere', (line: string) => line.replace(/"before":"(\d+)"/, '"before":null'), 'has another hash'],
    ['of the other kind', (line: string) => line.replace('"reopen"', '"close"'), 'has another hash'],
    ['as a note that does not say how', asPlainNote, 'does not say how'],
  ])('finds a re-opening %s, and names its position', async (_what, change, message) => {
    const at = lines.findIndex((line) => line.includes('"reopen"'));
    const { period } = JSON.parse(lines[at]!) as { period: { seq: string } };
    const report = await auditLedger(lines.with(at, change(lines[at]!)));
    expect(report.breaks[0]).toMatchObject({
      rule: 'I11',
      at: `position ${period.seq}`,
      message: expect.stringContaining(message),
    });
  });

  it('finds an entry with a date in a period that was closed at its place, and names its first row', async () => {
    const at = lines.findIndex((line) => line.includes('"reason":"a sale;'));
    const { leaves } = JSON.parse(lines[at]!) as { leaves: { seq: string }[] };
    const late = lines[at]!.replace(/"effective_at":"\d+"/, `"effective_at":"${Date.parse('2025-11-30')}"`);
    const named = { rule: 'I11', at: `transfer ${leaves[0]!.seq}` };
    expect((await auditLedger(lines.with(at, late))).breaks[0]).toMatchObject(named);
  });

  it('shows a stranger what was slipped into a closed period behind the triggers, with every hash fitting', async () => {
    const other = await aDatabase();
    try {
      const books = aLedger(other, new FixedClock(NOW));
      await close(books, '2025-12-01');
      await other.ownerQuery('alter table ledger.head disable trigger all; update ledger.head set closed_until = null');
      const sale = { ...aDeposit(anOrganisation(), 5n), effectiveAt: Date.parse('2025-11-30') as EpochMs };
      await other.unitOfWork.run((tx) => books.postEntries.execute(tx, [sale]));
      await books.makeCheckpoint.execute();
      expect(named(await auditLedger(await written('jsonl', books)))).toEqual(['I11 transfer 2']);
    } finally {
      await other.close();
    }
  });

  it('is audited by the chart that the database has, line by line', async () => {
    const chart = await db.ownerQuery<{ path: string; side: string; least: string | null; has_owner: boolean }>(
      `select replace(replace(replace(replace(trim(both '^$' from path_pattern), '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', '019b76da-a800-75a6-9a4f-72815f66ba74'),
         '[0-9]{1,18}', '31337'), '[0-9a-f]{40}', repeat('ab', 20)), '[a-z0-9-]+', 'fi') as path,
         natural_side as side, min_balance::text as least, has_owner from ledger.chart`,
    );
    const opened = chart.map(({ path: of, side, least, has_owner: hasOwner }) => ({
      account: {
        path: of,
        asset: GBPT,
        natural_side: side,
        min_balance: least,
        owner: hasOwner ? of.split(':')[1] : null,
      },
    }));
    const head = { ledger: { format: 'provisio.ledger.v1', origin: 'x', public_key: 'x', size: '0' } };
    const report = await auditLedger([head, ...opened].map((line) => JSON.stringify(line)));
    expect(opened.length).toBeGreaterThan(20);
    expect(report.breaks.filter(({ rule }) => rule === 'chart' || rule === 'form')).toEqual([]);
  });

  it('writes a table that adds up to every balance', async () => {
    const [head, ...rows] = await written('csv');
    const at = (name: string): number => head!.split(',').indexOf(name);
    const sums = new Map<string, bigint>();
    for (const row of rows) {
      const cells = row.split(',');
      if (['hold', 'void'].includes(cells[at('kind')]!)) continue;
      const amount = BigInt(cells[at('amount_minor')]!);
      for (const [side, sign] of [
        ['debit', 1n],
        ['credit', -1n],
      ] as const) {
        const account = cells[at(side)]!;
        sums.set(account, (sums.get(account) ?? 0n) + sign * amount);
      }
    }
    expect(sums).toEqual(await balances());
  });

  (hledger === undefined ? it.skip : it)('writes a journal whose balances hledger finds to be ours', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'provisio-journal-'));
    try {
      const file = path.join(folder, 'books.journal');
      await writeFile(file, `${(await written('hledger')).join('\n')}\n`);
      await run('hledger', ['-f', file, 'check', '--strict']);
      const { stdout } = await run('hledger', ['-f', file, 'balance', '--flat', '--no-total', '--empty', '-O', 'csv']);
      const found = new Map(
        stdout
          .trim()
          .split('\n')
          .slice(1)
          .map((line): [string, string] => {
            const [, account = '', amount = ''] = /^"([^"]*)","(.*)"$/.exec(line) ?? [];
            return [account, amount.replace(/ ?""GBPT\/2""/, '')];
          }),
      );
      const ours = [...(await balances())].map(([account, amount]) => [account, formatMinor(amount, GBPT)] as const);
      expect(found).toEqual(new Map(ours.map(([account, amount]) => [account, amount === '0.00' ? '0' : amount])));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  /** Debits − credits by account, as the database shows them. */
  async function balances(): Promise<Map<string, bigint>> {
    const rows = await db.ownerQuery<{ path: string; balance: string }>(
      'select path, (debits - credits)::text as balance from ledger.account where account_seq > 0',
    );
    return new Map(rows.map(({ path: account, balance }) => [account, BigInt(balance)]));
  }
});

function lastOf(lines: readonly string[], start: string): number {
  return lines.findLastIndex((line) => line.startsWith(start));
}

/** A move's line without what is under its hash. */
function asPlainNote(line: string): string {
  const { period } = JSON.parse(line) as { period: { seq: string; hash: string; recorded_at: string } };
  const { seq, hash, recorded_at } = period;
  return JSON.stringify({ note: { seq, hash, recorded_at, topic: 'ledger.period' } });
}
