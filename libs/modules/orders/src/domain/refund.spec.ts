import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asset, type EpochMs, type Id, type Minor } from '#kernel';
import type { OrderLineWithRefunds } from './order.ts';
import { afterRefund, decideRefund, type RefundableOrder, type RefundDraft, refundContent } from './refund.ts';

const NOW = 10_000 as EpochMs;

function anOrder(lines: readonly { base: bigint; quantity?: bigint }[]): RefundableOrder {
  return {
    id: '00000000-0000-7000-8000-000000000001' as Id<'Order'>,
    merchantId: '00000000-0000-7000-8000-000000000002' as Id<'Organisation'>,
    externalId: 'o-1',
    currency: asset('GBP/2'),
    placedAt: 5_000 as EpochMs,
    acceptedAt: 5_000 as EpochMs,
    lines: lines.map(({ base, quantity = 1n }, index): OrderLineWithRefunds => ({
      lineNo: index + 1,
      sku: 'lamp',
      category: 'home',
      categoryFrom: 'request',
      quantity,
      unitPrice: base as Minor,
      discount: 0n as Minor,
      base: base as Minor,
      refunded: 0n as Minor,
      refundedQuantity: 0n,
    })),
  };
}

function aRefund(order: RefundableOrder, lines: RefundDraft['lines'], values: Partial<RefundDraft> = {}): RefundDraft {
  return { orderId: order.id, externalId: 'r-1', at: NOW, lines, ...values };
}
const amount = (lineNo: number, of: bigint) => ({ lineNo, amount: of as Minor });
const pieces = (lineNo: number, quantity: bigint) => ({ lineNo, quantity });

describe('decideRefund', () => {
  const order = anOrder([{ base: 100n, quantity: 3n }, { base: 50n }]);

  it.each([
    [
      'orders.order_invalid',
      'an id with a control character',
      aRefund(order, [amount(1, 1n)], { externalId: 'a\u0000b' }),
    ],
    ['orders.from_the_future', 'a time after now', aRefund(order, [amount(1, 1n)], { at: (NOW + 1) as EpochMs })],
    ['orders.order_invalid', 'a time before the order', aRefund(order, [amount(1, 1n)], { at: 4_999 as EpochMs })],
    ['orders.order_invalid', 'no lines', aRefund(order, [])],
    ['orders.order_invalid', 'a line twice', aRefund(order, [amount(1, 1n), pieces(1, 1n)])],
    ['orders.order_line_not_found', 'a line that is not there', aRefund(order, [amount(3, 1n)])],
    ['orders.order_invalid', 'no money', aRefund(order, [amount(1, 0n)])],
    ['orders.order_invalid', 'no pieces', aRefund(order, [pieces(1, 0n)])],
    ['orders.refund_exceeds_line', 'more money than the line has', aRefund(order, [amount(1, 101n)])],
    ['orders.refund_exceeds_line', 'more pieces than the line has', aRefund(order, [pieces(1, 4n)])],
  ])('refuses (%s) %s', (code, _what, draft) => {
    expect(() => decideRefund(order, draft, NOW)).toThrow(expect.objectContaining({ code }));
  });

  it('gives pieces their share, and all pieces together exactly the base', () => {
    let current = order;
    const given: bigint[] = [];
    for (let piece = 0; piece < 3; piece += 1) {
      const refund = decideRefund(current, aRefund(current, [pieces(1, 1n)]), NOW);
      given.push(refund.lines[0]?.amount ?? 0n);
      current = afterRefund(current, refund);
    }
    expect(given).toEqual([33n, 33n, 34n]);
  });

  it('never gives back more than the base, in any mix of money and pieces', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.bigInt({ min: 1n, max: 40n })), { maxLength: 30 });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 200n }),
        fc.bigInt({ min: 1n, max: 20n }),
        steps,
        (base, quantity, parts) => {
          let current = anOrder([{ base, quantity }]);
          for (const [byPieces, of] of parts) {
            const line = byPieces ? pieces(1, of) : amount(1, of);
            try {
              current = afterRefund(current, decideRefund(current, aRefund(current, [line]), NOW));
            } catch (error) {
              expect(error).toMatchObject({ code: 'orders.refund_exceeds_line' });
            }
          }
          const [line] = current.lines;
          expect((line?.refunded ?? 0n) <= base && (line?.refundedQuantity ?? 0n) <= quantity).toBe(true);
        },
      ),
    );
  });

  it('gives back exactly the base for every way of splitting the pieces', () => {
    const splits = fc.array(fc.bigInt({ min: 1n, max: 9n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10_000n }), splits, (base, parts) => {
        let current = anOrder([{ base, quantity: parts.reduce((sum, part) => sum + part, 0n) }]);
        for (const part of parts) {
          current = afterRefund(current, decideRefund(current, aRefund(current, [pieces(1, part)]), NOW));
        }
        expect(current.lines[0]?.refunded).toBe(base);
      }),
    );
  });
});

describe('refundContent', () => {
  const order = anOrder([{ base: 100n, quantity: 3n }, { base: 50n }]);

  it('is the same for what was asked and what was recorded, whatever the order of the lines', () => {
    const draft = aRefund(order, [amount(2, 5n), pieces(1, 2n)]);
    expect(refundContent(decideRefund(order, draft, NOW))).toEqual(refundContent(draft));
    expect(refundContent({ ...draft, lines: draft.lines.toReversed() })).toEqual(refundContent(draft));
  });
});
