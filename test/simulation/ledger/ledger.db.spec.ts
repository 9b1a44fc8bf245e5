import { describe, expect, it } from '@jest/globals';
import type { TestDatabase } from '#platform/database/testing';
import { runLedger } from './run-ledger.ts';

describe('simulate ledger', () => {
  it.each([1, 2, 3])(
    'answers every deed as the model says under faults, seed %i',
    async (seed) => {
      const report = await runLedger({ seed, steps: 120, say: () => undefined });
      expect(report.breaks).toEqual([]);
      expect(report.leaves).toBeGreaterThan(300n);
      expect(report.faults['ahead: none']).toBeGreaterThan(10);
    },
    120_000,
  );

  it.each([
    [
      'a balance',
      'update ledger.account set credits = credits + 1 where path = (select min(path) from ledger.account)',
    ],
    ['a row', 'update ledger.transfer set amount = amount + 1 where seq = (select max(seq) from ledger.transfer)'],
  ])('says so when somebody changes %s behind the triggers', async (_what, sql) => {
    const meddle = async (step: number, db: TestDatabase): Promise<void> => {
      if (step !== 100) return;
      await db.ownerQuery('set session_replication_role = replica');
      await db.ownerQuery(sql);
    };
    const { breaks } = await runLedger({ seed: 5, steps: 110, say: () => undefined, meddle });
    expect(breaks).not.toEqual([]);
  });

  it('draws and answers the same with the same seed, and makes the same log to the last hash', async () => {
    const run = () => runLedger({ seed: 4, steps: 80, say: () => undefined });
    const [first, second] = [await run(), await run()];
    expect(second).toEqual(first);
  }, 120_000);
});
