import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EpochMs, FixedClock, sha256 } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, type PostedEntry, accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { GBPT, VAULT, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

const day = (n: number): EpochMs => Date.UTC(2026, 0, n) as EpochMs;

describe('reports', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const clock = new FixedClock(day(1));
  const [merchant, payee] = [anOrganisation(), anOrganisation()];
  const { prepaid, pending, custody } = {
    prepaid: accounts.prepaid(merchant),
    pending: accounts.pending(payee),
    custody: accounts.custody(VAULT),
  };
  const posted: PostedEntry[] = [];

  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, clock);
    const post = async (recorded: number, draft: EntryDraft): Promise<void> => {
      clock.set(day(recorded));
      posted.push(...(await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [draft]))));
    };
    await post(1, { ...aDeposit(merchant, 1_000n), effectiveAt: day(1) });
    await post(
      2,
      anEntry([aTransfer(prepaid, pending, 100n), aTransfer(prepaid, accounts.fees(), 10n)], { effectiveAt: day(2) }),
    );
    // Backdated: happened on the first, booked on the third.
    await post(3, anEntry([aTransfer(prepaid, pending, 5n)], { effectiveAt: day(1) }));
  });
  afterAll(() => db.close());

  it('gives what an account had at an effective and at a recorded moment', async () => {
    const at = async (moment: { effectiveAt?: EpochMs; recordedAt?: EpochMs }): Promise<bigint> =>
      (await ledger.balanceAt.execute({ path: pending, asset: GBPT }, moment)).balance;
    await expect(at({ effectiveAt: day(1) })).resolves.toBe(5n);
    await expect(at({ effectiveAt: day(2) })).resolves.toBe(105n);
    await expect(at({ recordedAt: day(1) })).resolves.toBe(0n);
    await expect(at({ recordedAt: day(2) })).resolves.toBe(100n);
    await expect(at({ effectiveAt: day(1), recordedAt: day(2) })).resolves.toBe(0n);
    await expect(at({})).resolves.toBe(105n);
    await expect(ledger.balanceAt.execute({ path: accounts.suspense(), asset: GBPT }, {})).resolves.toMatchObject({
      balance: 0n,
    });
  });

  it('draws up the trial balance now, the same as from the rows up to the end of time', async () => {
    const now = await ledger.trialBalance.execute();
    const [books] = now.assets;
    expect(books).toMatchObject({ asset: GBPT, debits: 1_115n, credits: 1_115n });
    expect(books?.lines.map(({ line, balance }) => [line, balance])).toEqual([
      ['custody:chain', 1_000n],
      ['org:prepaid', 885n],
      ['payee:pending', 105n],
      ['platform:fees', 10n],
    ]);
    await expect(ledger.trialBalance.execute({ effectiveAt: day(28) })).resolves.toEqual(now);
    expect(now.seq).toBe(4n);
  });

  it('draws up the trial balance at past moments', async () => {
    const lines = async (moment: { effectiveAt?: EpochMs; recordedAt?: EpochMs }): Promise<unknown> =>
      (await ledger.trialBalance.execute(moment)).assets.flatMap(({ debits, credits, lines }) => [
        debits === credits,
        ...lines.map(({ line, balance }) => [line, balance]),
      ]);
    await expect(lines({ effectiveAt: day(1) })).resolves.toEqual([
      true,
      ['custody:chain', 1_000n],
      ['org:prepaid', 995n],
      ['payee:pending', 5n],
    ]);
    await expect(lines({ recordedAt: day(1) })).resolves.toEqual([
      true,
      ['custody:chain', 1_000n],
      ['org:prepaid', 1_000n],
    ]);
  });

  it('draws up empty books', async () => {
    await expect(ledger.trialBalance.execute({ recordedAt: (day(1) - 1) as EpochMs })).resolves.toEqual({
      seq: 4n,
      assets: [],
    });
  });

  it('lists the accounts behind a trial balance, page by page', async () => {
    const first = await ledger.trialBalance.accounts({}, { limit: 2 });
    expect(first.map(({ path, balance }) => [path, balance])).toEqual([
      [custody, 1_000n],
      [prepaid, 885n],
    ]);
    const rest = await ledger.trialBalance.accounts({}, { after: first[1]! });
    expect(rest.map(({ path }) => path)).toEqual([pending, accounts.fees()]);
    const past = await ledger.trialBalance.accounts({ recordedAt: day(1) }, { line: 'org:prepaid' });
    expect(past.map(({ path, balance }) => [path, balance])).toEqual([[prepaid, 1_000n]]);
  });

  it('finds accounts by prefix and by owner', async () => {
    const paths = (found: readonly { path: string }[]): string[] => found.map(({ path }) => path);
    expect(paths(await ledger.readBalances.byPrefix('payee:'))).toEqual([pending]);
    expect(paths(await ledger.readBalances.byPrefix('', { limit: 2 }))).toEqual([custody, prepaid]);
    expect(paths(await ledger.readBalances.byPrefix('', { after: { path: prepaid, asset: GBPT } }))).toEqual([
      pending,
      accounts.fees(),
    ]);
    expect(paths(await ledger.readBalances.byOwner(payee))).toEqual([pending]);
  });

  it('lists entries newest first, of all, of one account, of one owner, page by page', async () => {
    const ids = posted.map(({ id }) => id);
    const list = async (...args: Parameters<TestLedger['listEntries']['execute']>): Promise<unknown> => {
      const { entries, next } = await ledger.listEntries.execute(...args);
      return [entries.map(({ content }) => ids.indexOf(content.id)), next];
    };
    await expect(list({})).resolves.toEqual([[2, 1, 0], undefined]);
    await expect(list({}, { limit: 2 })).resolves.toEqual([[2, 1], 2n]);
    await expect(list({}, { limit: 2, before: 2n })).resolves.toEqual([[0], undefined]);
    await expect(list({ account: { path: accounts.fees(), asset: GBPT } })).resolves.toEqual([[1], undefined]);
    await expect(list({ owner: payee })).resolves.toEqual([[2, 1], undefined]);
    await expect(list({ owner: payee }, { limit: 1 })).resolves.toEqual([[2], 4n]);
    await expect(list({ owner: payee, account: { path: prepaid, asset: GBPT } })).resolves.toEqual([[], undefined]);
    await expect(list({ owner: anOrganisation() })).resolves.toEqual([[], undefined]);
  });

  it('reads an entry with its leaves, and a note', async () => {
    const view = await ledger.readEntry.execute(posted[1]!.id);
    expect(view).toMatchObject({
      contentHash: posted[1]!.contentHash,
      content: { asset: GBPT, metadata: { reason: 'test' }, transfers: [{ amount: '100' }, { amount: '10' }] },
      leaves: [
        {
          seq: '2',
          transfer_kind: 'post',
          amount: '100',
          refers_to: '0',
          debit: { path: prepaid, account_seq: '2', prev_seq: '1', credits_after: '1000', debits_after: '100' },
        },
        {
          seq: '3',
          debit: { account_seq: '3', prev_seq: '2' },
          credit: { path: accounts.fees(), account_seq: '1', prev_seq: '0' },
        },
      ],
    });
    const [seq] = await db.unitOfWork.run((tx) =>
      ledger.appendNotes.execute(tx, [{ topic: 'test', hash: sha256('note') }]),
    );
    await expect(ledger.readEntry.note(seq!)).resolves.toEqual({
      seq,
      topic: 'test',
      hash: sha256('note'),
      recordedAt: day(3),
    });
    await expect(ledger.readEntry.note(1n)).rejects.toMatchObject({ code: 'ledger.not_in_log' });
    await expect(ledger.readEntry.execute(anOrganisation() as never)).rejects.toMatchObject({
      code: 'ledger.entry_not_found',
    });
    await expect(ledger.readEntry.idsOf([1n, 2n, seq!])).resolves.toEqual(
      new Map([
        [1n, posted[0]!.id],
        [2n, posted[1]!.id],
      ]),
    );
  });

  it('refuses notes of another form', async () => {
    const append = (topic: string, hash: Uint8Array): Promise<unknown> =>
      db.unitOfWork.run((tx) => ledger.appendNotes.execute(tx, [{ topic, hash }]));
    await expect(append('', sha256('x'))).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(append('x'.repeat(33), sha256('x'))).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(append('two words', sha256('x'))).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(append('test', Buffer.alloc(31))).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('ties an asset to one token, once', async () => {
    const token = { chainId: 31_337n, address: `0x${'0a'.repeat(20)}`, unitScale: 1n };
    const register = (of: typeof token): Promise<void> =>
      db.unitOfWork.run((tx) => ledger.registerAsset.execute(tx, GBPT, of));
    await expect(ledger.readAssets.execute()).resolves.toEqual([{ asset: GBPT, token: undefined }]);
    await register(token);
    await register(token);
    await expect(ledger.readAssets.execute()).resolves.toEqual([{ asset: GBPT, token }]);
    await expect(register({ ...token, chainId: 1n })).rejects.toMatchObject({
      code: 'ledger.asset_tied_to_another_token',
    });
    await expect(register({ ...token, address: '0x12' })).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('knows what a currency is pegged to', async () => {
    const peg = { currency: 'GBP/2', asset: GBPT, numerator: 1n, denominator: 1n };
    await expect(ledger.readAssets.pegOf('GBP/2' as never)).resolves.toEqual(peg);
    await expect(ledger.readAssets.pegOf('USD/2' as never)).resolves.toBeUndefined();
  });
});
