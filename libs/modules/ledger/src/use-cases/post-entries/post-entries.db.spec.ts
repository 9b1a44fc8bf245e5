import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { type EpochMs, asset, minor, newId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { eventually } from '../../../../../../test/support/eventually.ts';
import { type AccountPath, type EntryDraft, type PostedEntry, accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { GBPT, NOW, VAULT, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

describe('PostEntries', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  beforeAll(async () => {
    db = await aDatabase({ poolSize: 20 });
    ledger = aLedger(db);
  });
  afterAll(async () => {
    const report = await ledger.checkMoney.execute();
    await db.close();
    expect(report).toMatchObject({ isSound: true, breaks: [] });
  });

  const post = (...drafts: EntryDraft[]): Promise<readonly PostedEntry[]> =>
    db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, drafts));
  const balance = async (path: AccountPath): Promise<bigint> =>
    (await ledger.readBalances.execute([{ path, asset: GBPT }]))[0]!.balance;
  const amounts = (posted: readonly PostedEntry[]): bigint[] =>
    posted.flatMap(({ transfers }) => transfers.map(({ amount }) => amount as bigint));

  it('books a deposit and shows it in the balances', async () => {
    const org = anOrganisation();
    const draft = aDeposit(org, 500n);
    const posted = await post(draft);
    expect(posted).toMatchObject([
      {
        id: draft.id,
        replayed: false,
        recordedAt: NOW,
        transfers: [{ seq: 1n, kind: 'post', amount: 500n, refersTo: 0n }],
      },
    ]);
    await expect(balance(accounts.prepaid(org))).resolves.toBe(500n);
    const [owned] = await ledger.readBalances.byOwner(org);
    expect(owned).toMatchObject({
      path: accounts.prepaid(org),
      account: { owner: org, line: 'org:prepaid', kind: 'liability' },
    });
  });

  it('answers the first result for an entry that comes again, alone or in one batch', async () => {
    const draft = aDeposit(anOrganisation(), 7n);
    const [first, repeated] = await post(draft, draft);
    const [replayed] = await post(draft);
    expect([repeated, replayed]).toEqual([
      { ...first, replayed: true },
      { ...first, replayed: true },
    ]);
  });

  it('refuses an id with other content and names the field (ledger.entry_id_reused)', async () => {
    const org = anOrganisation();
    const draft = anEntry([aTransfer(accounts.custody(VAULT), accounts.prepaid(org), 9n, { upTo: true })]);
    await post(draft);
    const others: [string, EntryDraft][] = [
      ['effective_at', { ...draft, effectiveAt: (NOW + 1) as EpochMs }],
      ['metadata.reason', { ...draft, metadata: { reason: 'gift' } }],
      ['transfers[0].up_to', { ...draft, transfers: [{ ...draft.transfers[0]!, upTo: false }] }],
      ['transfers[1]', { ...draft, transfers: [...draft.transfers, ...draft.transfers] }],
    ];
    for (const [field, other] of others) {
      await expect(post(other)).rejects.toMatchObject({ code: 'ledger.entry_id_reused', details: { field } });
    }
  });

  it('books all entries of a call or none', async () => {
    const [org, payee] = [anOrganisation(), anOrganisation()];
    const short = anEntry([aTransfer(accounts.prepaid(org), accounts.pending(payee), 11n)]);
    await expect(post(aDeposit(org, 10n), short)).rejects.toMatchObject({
      code: 'ledger.insufficient_funds',
      details: { account: accounts.prepaid(org), asset: GBPT, available: '10', needed: '11' },
    });
    await expect(balance(accounts.prepaid(org))).resolves.toBe(0n);
  });

  it('takes an id again after it was refused for lack of funds', async () => {
    const [org, payee] = [anOrganisation(), anOrganisation()];
    const sale = anEntry([aTransfer(accounts.prepaid(org), accounts.pending(payee), 11n)]);
    await expect(post(sale)).rejects.toMatchObject({ code: 'ledger.insufficient_funds' });
    await post(aDeposit(org, 11n));
    await expect(post(sale)).resolves.toMatchObject([{ replayed: false }]);
  });

  it('refuses what the chart or the registry does not have', async () => {
    const org = anOrganisation();
    const odd = aTransfer(accounts.custody(VAULT), `org:${org}:secret` as AccountPath, 1n);
    await expect(post(anEntry([odd]))).rejects.toMatchObject({
      code: 'ledger.unknown_account_path',
      details: { account: `org:${org}:secret` },
    });
    await expect(post({ ...aDeposit(org, 1n), asset: asset('XXXX/2') })).rejects.toMatchObject({
      code: 'ledger.unknown_asset',
    });
  });

  it('refuses to close an account with money, and to book on a closed one', async () => {
    const ref = { path: accounts.withheld('fr'), asset: GBPT };
    const close = (): Promise<void> => db.unitOfWork.run((tx) => ledger.closeAccount.execute(tx, ref));
    await post(anEntry([aTransfer(accounts.suspense(), ref.path, 5n)]));
    await expect(close()).rejects.toMatchObject({ code: 'ledger.account_not_empty', details: { balance: '5' } });
    await post(anEntry([aTransfer(ref.path, accounts.suspense(), 5n)]));
    await close();
    await expect(close()).rejects.toMatchObject({ code: 'ledger.account_closed' });
    await expect(post(anEntry([aTransfer(accounts.suspense(), ref.path, 5n)]))).rejects.toMatchObject({
      code: 'ledger.account_closed',
    });
  });

  it('reverses a sale in parts, never more than it was (ledger.reversal_exceeds_original)', async () => {
    const [org, payee] = [anOrganisation(), anOrganisation()];
    const [, sale] = await post(
      aDeposit(org, 100n),
      anEntry([aTransfer(accounts.prepaid(org), accounts.pending(payee), 100n)]),
    );
    const refersTo = sale!.transfers[0]!.seq;
    const reverse = (amount: bigint): EntryDraft =>
      anEntry([aTransfer(accounts.pending(payee), accounts.prepaid(org), amount, { kind: 'reversal', refersTo })]);
    await post(reverse(60n));
    await expect(post(reverse(41n))).rejects.toMatchObject({
      code: 'ledger.reversal_exceeds_original',
      details: { left: '40', asked: '41' },
    });
    await expect(post(reverse(30n), reverse(11n))).rejects.toMatchObject({
      code: 'ledger.reversal_exceeds_original',
      details: { left: '10' },
    });
    await post(reverse(40n));
    await expect(balance(accounts.prepaid(org))).resolves.toBe(100n);
  });

  it('takes a refund from payable as far as it goes and the rest from receivable', async () => {
    const [org, payee] = [anOrganisation(), anOrganisation()];
    const { prepaid, recovering } = { prepaid: accounts.prepaid(org), recovering: accounts.recovering(org) };
    const { payable, payeeReceivable } = {
      payable: accounts.payable(payee),
      payeeReceivable: accounts.payeeReceivable(payee),
    };
    const [, sale] = await post(
      aDeposit(org, 100n),
      anEntry([aTransfer(prepaid, payable, 100n)]),
      anEntry([aTransfer(payable, accounts.settling(payee, VAULT), 70n)]),
    );
    const refersTo = sale!.transfers[0]!.seq;
    const refund = anEntry([
      aTransfer(payable, prepaid, 80n, {
        kind: 'reversal',
        refersTo,
        upTo: true,
        rest: { debit: payeeReceivable, credit: recovering },
      }),
    ]);
    const [booked] = await post(refund);
    expect(booked?.transfers.map(({ debit, credit, amount, kind }) => [kind, debit, credit, amount])).toEqual([
      ['reversal', payable, prepaid, 30n],
      ['reversal', payeeReceivable, recovering, 50n],
    ]);
    await expect(post(refund)).resolves.toEqual([{ ...booked, replayed: true }]);
  });

  it('refuses an entry that would move nothing (ledger.nothing_to_book)', async () => {
    const payee = anOrganisation();
    const run = anEntry([aTransfer(accounts.payable(payee), accounts.settling(payee, VAULT), 5n, { upTo: true })]);
    await expect(post(run)).rejects.toMatchObject({ code: 'ledger.nothing_to_book' });
  });

  it('keeps its words from entries of 8,190 transfers', async () => {
    const [org, payee] = [anOrganisation(), anOrganisation()];
    const transfers = Array.from({ length: 8_190 }, () =>
      aTransfer(accounts.prepaid(org), accounts.pending(payee), 2n),
    );
    const [, posted] = await post(aDeposit(org, 16_380n), anEntry(transfers));
    expect(posted?.transfers).toHaveLength(8_190);
    await expect(balance(accounts.pending(payee))).resolves.toBe(16_380n);
  });

  it('reads balances that nobody changes before the transaction ends', async () => {
    const [org, payee] = [anOrganisation(), anOrganisation()];
    await post(aDeposit(org, 10n));
    const spend = (): Promise<bigint> =>
      db.unitOfWork.run(async (tx) => {
        const [prepaid] = await ledger.readBalances.underHead(tx, [{ path: accounts.prepaid(org), asset: GBPT }]);
        const all = prepaid!.balance;
        if (all > 0n) {
          await ledger.postEntries.execute(tx, [
            anEntry([aTransfer(accounts.prepaid(org), accounts.pending(payee), all)]),
          ]);
        }
        return all;
      });
    const spent = await Promise.all([spend(), spend(), spend()]);
    expect(spent.toSorted()).toEqual([0n, 0n, 10n]);
  });

  describe('with many posters at once', () => {
    it('books 200 concurrent entries without a gap or a deadlock, in opposite orders of accounts', async () => {
      const [a, b] = [anOrganisation(), anOrganisation()];
      const [first, second] = [accounts.prepaid(a), accounts.prepaid(b)];
      await post(aDeposit(a, 1_000n), aDeposit(b, 1_000n));
      const posted = await Promise.all(
        Array.from({ length: 200 }, (_, n) => {
          const there = [aTransfer(first, second, 1n), aTransfer(second, first, 2n)];
          return post(anEntry(n % 2 === 0 ? there : there.toReversed()));
        }),
      );
      const seqs = posted
        .flatMap((entries) => entries.flatMap(({ transfers }) => transfers.map(({ seq }) => seq)))
        .toSorted((x, y) => (x < y ? -1 : 1));
      expect(seqs).toEqual(seqs.map((_, n) => seqs[0]! + BigInt(n)));
      await expect(balance(first)).resolves.toBe(1_200n);
      await expect(balance(second)).resolves.toBe(800n);
    });

    it('books an id once when it is sent many times at once', async () => {
      const org = anOrganisation();
      const draft = aDeposit(org, 3n);
      const results = (await Promise.all(Array.from({ length: 12 }, () => post(draft)))).flat();
      expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(new Set(results.map(({ transfers }) => transfers[0]!.seq)).size).toBe(1);
      await expect(balance(accounts.prepaid(org))).resolves.toBe(3n);
    });

    it('never books more than there is when "up to" amounts race', async () => {
      const [org, payee] = [anOrganisation(), anOrganisation()];
      await post(aDeposit(org, 100n), anEntry([aTransfer(accounts.prepaid(org), accounts.payable(payee), 100n)]));
      const run = (): EntryDraft =>
        anEntry([
          aTransfer(accounts.payable(payee), accounts.settling(payee, VAULT), 30n, {
            upTo: true,
            rest: { debit: accounts.payeeReceivable(payee), credit: accounts.recovering(org) },
          }),
        ]);
      const booked = await Promise.all(Array.from({ length: 6 }, () => post(run())));
      expect(booked.map((entries) => amounts(entries).reduce((sum, amount) => sum + amount, 0n))).toEqual(
        Array.from({ length: 6 }, () => 30n),
      );
      await expect(balance(accounts.settling(payee, VAULT))).resolves.toBe(100n);
      await expect(balance(accounts.payable(payee))).resolves.toBe(0n);
      await expect(balance(accounts.payeeReceivable(payee))).resolves.toBe(80n);
    });

    it('never spends the same money twice', async () => {
      const [org, payee] = [anOrganisation(), anOrganisation()];
      await post(aDeposit(org, 10n));
      const spend = (): Promise<string> =>
        post(anEntry([aTransfer(accounts.prepaid(org), accounts.pending(payee), 10n)])).then(
          () => 'booked',
          (error: { code: string }) => error.code,
        );
      const outcomes = await Promise.all([spend(), spend(), spend(), spend()]);
      expect(outcomes.toSorted()).toEqual(['booked', ...Array.from({ length: 3 }, () => 'ledger.insufficient_funds')]);
    });

    it('opens a new account once for all who use it first', async () => {
      const org = anOrganisation();
      await Promise.all(Array.from({ length: 8 }, (_, n) => post(aDeposit(org, BigInt(n) + 1n))));
      await expect(balance(accounts.prepaid(org))).resolves.toBe(36n);
    });
  });

  it('leaves nothing of a poster whose connection is killed before it commits', async () => {
    const org = anOrganisation();
    const draft = aDeposit(org, 50n);
    const headBefore = await db.ownerQuery<{ seq: bigint }>('select seq from ledger.head');
    const killed = db.unitOfWork.run(async (tx) => {
      await ledger.postEntries.execute(tx, [draft]);
      const [{ pid }] = (await tx.query<{ pid: number }>('select pg_backend_pid() as pid')) as [{ pid: number }];
      await db.ownerQuery('select pg_terminate_backend($1)', [pid]);
      await eventually(
        () => db.ownerQuery<{ pid: number }>('select pid from pg_stat_activity where pid = $1', [pid]),
        (rows) => rows.length === 0,
      );
    });
    await expect(killed).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(db.ownerQuery('select seq from ledger.head')).resolves.toEqual(headBefore);
    await expect(balance(accounts.prepaid(org))).resolves.toBe(0n);
    await expect(post(draft)).resolves.toMatchObject([{ replayed: false }]);
  });

  it('refuses a transaction of another isolation level', async () => {
    const client = new Client({ connectionString: db.appUrl });
    await client.connect();
    await client.query('begin isolation level repeatable read');
    const tx = { client, query: async (sql: string, params?: unknown[]) => (await client.query(sql, params)).rows };
    await expect(ledger.postEntries.execute(tx as never, [aDeposit(anOrganisation(), 1n)])).rejects.toThrow(
      'READ COMMITTED',
    );
    await client.end();
  });

  it('gives ids and amounts back exactly at the edge of int8', async () => {
    const id = newId<'Entry'>(NOW);
    const huge = minor((1n << 62n) + 1n);
    const [posted] = await post({
      ...anEntry([{ debit: accounts.suspense(), credit: accounts.opening(), amount: huge }]),
      id,
    });
    expect(posted?.transfers[0]?.amount).toBe(huge);
    await expect(post(anEntry([aTransfer(accounts.suspense(), accounts.opening(), huge)]))).rejects.toMatchObject({
      code: 'ledger.balance_overflow',
    });
  });
});
