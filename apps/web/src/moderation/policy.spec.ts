import { describe, expect, it } from '@jest/globals';
import { type CaseFile, clausesFor, type Effect, moneyEffect, moneyNow } from './policy.ts';

const money = (commissions: number, amount: number) => ({
  commissions,
  amount: { amount: String(amount), asset: 'GBPT/2' },
});
const effect = (waiting: number, stopped = 0, matured = 0): Effect => [
  {
    asset: 'GBPT/2',
    waiting: money(waiting, waiting * 620),
    under_review: money(stopped, stopped * 100),
    matured: money(matured, matured * 400),
  },
];
const file = (post: object | null): CaseFile => ({ subject: post === null ? 'comment' : 'post', post }) as CaseFile;
const [seen, unseen] = [file({ was_shown: true }), file({ was_shown: false })];

describe('the money effect of a decision', () => {
  it.each([
    [effect(2), ['2 pending commissions, 12.40 GBPT, will be under review and will not mature.']],
    [
      effect(1, 0, 1),
      [
        '1 pending commission, 6.20 GBPT, will be under review and will not mature.',
        '1 commission, 4.00 GBPT, matured before: out of reach.',
      ],
    ],
    [effect(0, 3), ['3 commissions, 3.00 GBPT, will stay under review.']],
    [[], ['No commission waits on this post: no money is stopped.']],
  ])('of a removal, %#', (totals, said) => {
    expect(moneyEffect({ outcome: 'remove' }, seen, totals)).toEqual(said);
  });

  it('of letting it stay: what is stopped is released, what waits goes on', () => {
    expect(moneyEffect({ outcome: 'allow' }, seen, effect(0, 3))).toEqual([
      '3 commissions, 3.00 GBPT, will be released.',
    ]);
    expect(moneyEffect({ outcome: 'allow' }, seen, effect(2))).toEqual([
      '2 pending commissions, 12.40 GBPT, will go on maturing.',
    ]);
    expect(moneyEffect({ outcome: 'allow' }, seen, [])).toEqual(['No money changes its state.']);
  });

  it('is none where nobody has seen the post, or it is a comment', () => {
    expect(moneyEffect({ outcome: 'remove' }, unseen, [])).toEqual([
      'Nobody has seen it, so it earned nothing: no money is stopped.',
    ]);
    expect(moneyEffect({ outcome: 'allow' }, unseen, [])).toEqual(['It starts to earn.']);
    expect(moneyEffect({ outcome: 'remove' }, file(null), [])).toEqual(['A comment earns nothing: no money moves.']);
  });

  it('afterwards is what the books say', () => {
    expect(moneyNow({ outcome: 'remove' }, effect(0, 2))).toEqual(['2 commissions, 2.00 GBPT, under review now.']);
    expect(moneyNow({ outcome: 'allow' }, effect(1))).toEqual(['1 pending commission, 6.20 GBPT, maturing.']);
  });
});

it('offers labels for posts alone', () => {
  expect(clausesFor(seen).map(({ key }) => key)).toEqual(['1', '2', '3', '4', '5']);
  expect(clausesFor(file(null)).map(({ key }) => key)).toEqual(['1', '4', '5']);
});
