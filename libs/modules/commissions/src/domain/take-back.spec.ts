import type { Asset, EpochMs, Id, Minor } from '#kernel';
import type { Earned, EarnedLine } from './conversion.ts';
import { type RefundFact, takeBack } from './take-back.ts';

const orderId = 'order' as Id<'Order'>;

function aLine(lineNo: number, values: Partial<EarnedLine> = {}): EarnedLine {
  return {
    id: `commission ${lineNo}` as Id<'Commission'>,
    lineNo,
    lineBase: 1_000n as Minor,
    amount: 100n as Minor,
    fee: 10n as Minor,
    refunded: 0n as Minor,
    reversed: 0n as Minor,
    feeReversed: 0n as Minor,
    transferAt: 2 * lineNo - 2,
    feeTransferAt: 2 * lineNo - 1,
    ...values,
  };
}

function earned(lines: readonly EarnedLine[], state: Earned['conversion']['state'] = 'pending'): Earned {
  const organisation = 'organisation' as Id<'Organisation'>;
  const at = 1_000 as EpochMs;
  const conversion = {
    orderId,
    merchantId: organisation,
    partnerId: organisation,
    asset: 'GBPT/2' as Asset,
    state,
    placedAt: at,
    maturesAt: at,
    fundedAt: at,
    firstSeq: 1n,
  };
  return { conversion, lines };
}

const refund = (lines: [number, bigint][]): RefundFact => ({
  id: 'refund' as Id<'Refund'>,
  orderId,
  at: 2_000 as EpochMs,
  lines: lines.map(([lineNo, amount]) => ({ lineNo, amount: amount as Minor })),
});

describe('takeBack', () => {
  it('takes each line back by its own share and leaves the others', () => {
    const { taken, after } = takeBack(earned([aLine(1), aLine(2)]), refund([[2, 250n]]));
    expect(taken.map(({ line, amount, fee }) => [line.lineNo, amount, fee])).toEqual([[2, 25n, 2n]]);
    expect(after.lines.map(({ refunded, reversed }) => [refunded, reversed])).toEqual([
      [0n, 0n],
      [250n, 25n],
    ]);
    expect(after.conversion.state).toBe('pending');
  });

  it('is reversed once nothing is left of any line', () => {
    const first = takeBack(earned([aLine(1), aLine(2)], 'payable'), refund([[1, 1_000n]]));
    expect(first.after.conversion.state).toBe('payable');
    const second = takeBack(first.after, refund([[2, 1_000n]]));
    expect(second.after.conversion.state).toBe('reversed');
  });

  it('takes nothing from a line that earned nothing', () => {
    const { taken, after } = takeBack(earned([aLine(1)]), refund([[7, 500n]]));
    expect(taken).toEqual([]);
    expect(after.lines).toEqual([aLine(1)]);
  });

  it('keeps a refund that takes back less than one unit, so that the next one makes up for it', () => {
    const small = takeBack(earned([aLine(1)]), refund([[1, 9n]]));
    expect(small.taken.map(({ amount, fee }) => [amount, fee])).toEqual([[0n, 0n]]);
    const next = takeBack(small.after, refund([[1, 1n]]));
    expect(next.taken.map(({ amount }) => amount)).toEqual([1n]);
  });
});
