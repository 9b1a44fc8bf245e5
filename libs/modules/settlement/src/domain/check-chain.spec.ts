import { describe, expect, it } from '@jest/globals';
import { type ChainFacts, checkChain } from './check-chain.ts';

const ROOT = `0x${'12'.repeat(32)}`;
const WHOLE: ChainFacts = {
  unitScale: 10n,
  bookedCustody: 70n,
  bookedPaid: 30n,
  vaultPaid: 30n,
  fundedUnits: 1_000n,
  balanceUnits: 700n,
  lanes: [
    { lane: 0n, booked: 10n, onChain: 10n },
    { lane: 1n, booked: 20n, onChain: 20n },
  ],
  anchored: { size: 5n, root: ROOT, ownRoot: ROOT },
  anchoredBooks: [{ book: 'euro', size: 7n, root: ROOT, ownRoot: ROOT }],
  epoch: { number: 1n, root: ROOT, rebuilt: ROOT, total: 50n, leafTotal: 50n },
  settler: null,
  unbooked: 0n,
};
const brokenBy = (change: Partial<ChainFacts>): string[] =>
  checkChain({ ...WHOLE, ...change }).flatMap(({ holds, name }) => (holds ? [] : [name]));

describe('the ledger and the chain side by side', () => {
  it('agree, also before the first deposit, anchor or root', () => {
    expect(brokenBy({})).toEqual([]);
    const zero = `0x${'0'.repeat(64)}`;
    const nothing = { bookedCustody: 0n, bookedPaid: 0n, vaultPaid: 0n, fundedUnits: 0n, balanceUnits: 0n, lanes: [] };
    const anchored = { size: 0n, root: zero, ownRoot: null };
    const epoch = { number: 0n, root: zero, rebuilt: null, total: 0n, leafTotal: null };
    expect(brokenBy({ ...nothing, anchored, epoch })).toEqual([]);
  });

  it('name the lanes that make a break, with both their sides, and no other', () => {
    const lanes = [...WHOLE.lanes.slice(0, 1), { lane: 1n, booked: 19n, onChain: 20n }];
    const rows = checkChain({ ...WHOLE, lanes }).flatMap((check) => check.rows);
    expect(rows).toEqual([{ name: 'lane 1', expected: '19', found: '20' }]);
    expect(checkChain(WHOLE).flatMap((check) => check.rows)).toEqual([]);
  });

  it('may differ by tokens that somebody sent to the vault without a deposit, never by missing ones', () => {
    expect(brokenBy({ balanceUnits: 701n })).toEqual([]);
    expect(brokenBy({ balanceUnits: 699n })).toEqual(['tokens in the vault >= deposited - paid']);
  });

  it.each<[Partial<ChainFacts>, string[]]>([
    [{ bookedCustody: 71n }, ['custody account = deposited - paid']],
    [{ bookedPaid: 31n }, ['paid by the vault = paid accounts']],
    [
      {
        lanes: [
          { lane: 0n, booked: 30n, onChain: 10n },
          { lane: 1n, booked: 0n, onChain: 20n },
        ],
      },
      ['lanes that differ from their accounts'],
    ],
    [{ anchored: { size: 5n, root: ROOT, ownRoot: null } }, ['anchored head = log']],
    [
      { anchoredBooks: [{ book: 'euro', size: 7n, root: ROOT, ownRoot: `0x${'13'.repeat(32)}` }] },
      ['anchored head = log of book euro'],
    ],
    [{ epoch: { ...WHOLE.epoch, rebuilt: `0x${'13'.repeat(32)}` } }, ['newest root = stored leaves']],
    [{ epoch: { ...WHOLE.epoch, total: 51n } }, ['epoch total = sum of leaves']],
    [{ unbooked: 1n }, ['events that could not be booked']],
  ])('shows %j as a break', (change, expected) => {
    expect(brokenBy(change)).toEqual(expected);
  });
});
