import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Id, asset, epochMs, id, minor } from '#kernel';
import { listPayouts } from './list-payouts.ts';
import { movesOf } from './moves.ts';
import type { PayoutRun } from './run.ts';
import { spreadClaim, takeClaimBack } from './spread-claim.ts';
import { statementCsv } from './statement.ts';

const payee = (index: number): Id<'Organisation'> => id(`018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`);
const runId = (index: number): Id<'PayoutRun'> => id(`018f0000-0000-7000-9000-${String(index).padStart(12, '0')}`);

describe('the list of a run', () => {
  const one = (over: object) =>
    listPayouts(
      [{ payeeId: payee(1), payable: minor(100n), hasWallet: true, isInReview: false, ...over }],
      minor(100n),
    )[0]?.leftOut;

  it('names the first reason that holds', () => {
    expect(one({})).toBeUndefined();
    expect(one({ payable: minor(99n) })).toBe('below_minimum');
    expect(one({ payable: minor(99n), hasWallet: false })).toBe('no_wallet');
    expect(one({ payable: minor(99n), hasWallet: false, isInReview: true })).toBe('in_review');
  });
});

describe('what a freeze moves', () => {
  it('is never more than was listed or than is payable, and drops who has nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.bigInt(1n, 1000n), fc.bigInt(0n, 1000n))), (pairs) => {
        const listed = pairs.map(([payable], index) => ({ payeeId: payee(index), payable: minor(payable) }));
        const moves = movesOf(
          listed,
          pairs.map(([, now]) => now),
        );
        const byPayee = new Map(moves.map(({ payeeId, amount }) => [payeeId, amount as bigint]));
        pairs.forEach(([payable, now], index) => {
          expect(byPayee.get(payee(index)) ?? 0n).toBe(payable < now ? payable : now);
        });
      }),
    );
  });
});

describe('a claim', () => {
  const opens = fc.array(
    fc
      .bigInt(1n, 100n)
      .chain((booked) => fc.bigInt(0n, booked).map((settled) => ({ booked: minor(booked), settled: minor(settled) }))),
  );

  it('fills the oldest runs first and never one beyond what it booked', () => {
    fc.assert(
      fc.property(opens, fc.bigInt(0n, 500n), (some, amount) => {
        const open = some.map((one, index) => ({ ...one, runId: runId(index) }));
        const changed = new Map(spreadClaim(open, minor(amount)).map(({ runId: run, settled }) => [run, settled]));
        const after = open.map((one) => changed.get(one.runId) ?? one.settled);
        const room = open.reduce((sum, one) => sum + one.booked - one.settled, 0n);
        const added = after.reduce((sum, settled, index) => sum + settled - (open[index]?.settled ?? 0n), 0n);
        expect(added).toBe(amount < room ? amount : room);
        const firstOpen = after.findIndex((settled, index) => settled < (open[index]?.booked ?? 0n));
        const later = firstOpen < 0 ? [] : after.slice(firstOpen + 1);
        later.forEach((settled, index) => expect(settled).toBe(open[firstOpen + 1 + index]?.settled));
      }),
    );
  });

  it('taken back right after leaves everything as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 100n)), fc.bigInt(0n, 300n), (booked, amount) => {
        const open = booked.map((one, index) => ({ runId: runId(index), booked: minor(one), settled: minor(0n) }));
        const total = booked.reduce((sum, one) => sum + one, 0n);
        const claim = minor(amount < total ? amount : total);
        const changed = new Map(spreadClaim(open, claim).map(({ runId: run, settled }) => [run, settled]));
        const after = open.map((one) => ({ ...one, settled: changed.get(one.runId) ?? one.settled }));
        const back = new Map(takeClaimBack(after, claim).map(({ runId: run, settled }) => [run, settled]));
        for (const one of after) expect(back.get(one.runId) ?? one.settled).toBe(0n);
      }),
    );
  });
});

describe('the statement', () => {
  const run = {
    id: runId(1),
    state: 'frozen',
    asset: asset('GBPT/2'),
    proposedAt: epochMs(1_770_000_000_000),
  } as PayoutRun;

  it('is CSV that no spreadsheet runs as a formula', () => {
    const line = {
      payeeId: payee(1),
      payable: minor(12345n),
      leftOut: undefined,
      booked: minor(12345n),
      bookedSeq: 1n,
      settled: minor(5n),
    };
    const csv = statementCsv(run, [
      { ...line, payeeName: '=cmd("x")' },
      { ...line, payeeName: 'Ana, "the" one', booked: undefined, leftOut: 'no_wallet' },
    ]);
    const [header, first, second, end] = csv.split('\r\n');
    expect(header).toBe('run,state,asset,proposed_at,payee,name,payable,booked,settled,left_out');
    expect(first).toContain(`,"'=cmd(""x"")",123.45,123.45,0.05,`);
    expect(second).toContain(`,"Ana, ""the"" one",123.45,,0.05,no_wallet`);
    expect(end).toBe('');
  });
});
