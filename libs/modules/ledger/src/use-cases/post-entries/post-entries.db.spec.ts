import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EpochMs, type Id, asset, minor, newId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, accounts, custodyKey } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';

const NOW = Date.UTC(2026, 0, 1) as EpochMs;
const GBPT = asset('GBPT/2');
const vault = accounts.custody(custodyKey(31337n, `0x${'ab'.repeat(20)}`));

describe('PostEntries', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db);
  });
  afterAll(() => db.close());

  it('books a deposit and shows it in the balances', async () => {
    const org = newId<'Organisation'>(NOW);
    const draft: EntryDraft = {
      id: newId<'Entry'>(NOW),
      asset: GBPT,
      effectiveAt: NOW,
      transfers: [{ debit: vault, credit: accounts.prepaid(org), amount: minor(500n) }],
      metadata: { reason: 'deposit' },
    };
    const posted = await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [draft]));
    expect(posted).toMatchObject([{ replayed: false, transfers: [{ seq: 1n, amount: 500n }] }]);
    const again = await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [draft]));
    expect(again).toEqual([{ ...posted[0], replayed: true }]);
    const balances = await ledger.readBalances.execute([
      { path: accounts.prepaid(org), asset: GBPT },
      { path: vault, asset: GBPT },
    ]);
    expect(balances.map(({ balance }) => balance)).toEqual([500n, 500n]);
    expect(balances[0]?.account?.owner).toBe(org satisfies Id<'Organisation'>);
  });
});
