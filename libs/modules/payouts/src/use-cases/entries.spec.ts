import { describe, expect, it } from '@jest/globals';
import { type Id, asset, epochMs, id, minor } from '#kernel';
import { custodyKey } from '#modules/ledger';
import { MAX_TRANSFERS_AN_ENTRY, cancelEntries, freezeEntries } from './entries.ts';

const payee = (index: number): Id<'Organisation'> => id(`018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`);

describe('the freeze', () => {
  const run = {
    id: id<'PayoutRun'>('018f0000-0000-7000-9000-000000000001'),
    asset: asset('GBPT/2'),
    custodyKey: custodyKey(31_337n, `0x${'ab'.repeat(20)}`),
    proposedAt: epochMs(1_770_000_000_000),
  };

  it('is entries of at most 8,000 transfers, the same ones for the same run', () => {
    const moves = Array.from({ length: 2 * MAX_TRANSFERS_AN_ENTRY + 1 }, (_, index) => ({
      payeeId: payee(index),
      amount: minor(1n),
    }));
    const entries = freezeEntries(run, moves, run.proposedAt);
    expect(entries.map(({ transfers }) => transfers.length)).toEqual([8000, 8000, 1]);
    expect(freezeEntries(run, moves, epochMs(1)).map((entry) => entry.id)).toEqual(entries.map((entry) => entry.id));
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(3);
  });

  it('is given back as reversals of its own transfers', () => {
    const [entry] = cancelEntries(run, [{ payeeId: payee(1), amount: minor(5n), seq: 77n }], run.proposedAt);
    expect(entry?.transfers).toEqual([
      {
        kind: 'reversal',
        debit: `payee:${payee(1)}:settling:${run.custodyKey}`,
        credit: `payee:${payee(1)}:payable`,
        amount: 5n,
        refersTo: 77n,
      },
    ]);
  });
});
