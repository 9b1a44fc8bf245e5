import { describe, expect, it } from '@jest/globals';
import { asset, type EpochMs, type Id, type Minor } from '#kernel';
import type { LineDraft, OrderDraft } from './order.ts';
import { contentHash, firstDifference, orderContent } from './order-content.ts';
import { MAX_ORDER_TOTAL, readOrder } from './read-order.ts';

const NOW = 10_000 as EpochMs;
const MERCHANT = '00000000-0000-7000-8000-000000000002' as Id<'Organisation'>;

function aLine(values: Partial<LineDraft> = {}): LineDraft {
  return { sku: 'lamp', quantity: 2n, unitPrice: 500n as Minor, discount: 10n as Minor, ...values };
}
function aDraft(values: Partial<OrderDraft> = {}, line: Partial<LineDraft> = {}): OrderDraft {
  return { externalId: 'o-1', currency: asset('GBP/2'), placedAt: NOW, lines: [aLine(line)], ...values };
}
const read = (draft: OrderDraft, category?: string) => readOrder(MERCHANT, draft, () => category, NOW);

describe('readOrder', () => {
  it('takes the base as price × quantity − discount', () => {
    expect(read(aDraft()).lines).toMatchObject([
      { lineNo: 1, base: 990n, category: 'uncategorised', categoryFrom: 'default' },
    ]);
  });

  it('prefers the category of the request to that of the catalog', () => {
    expect(read(aDraft({}, { category: 'home/lighting' }), 'toys').lines).toMatchObject([
      { category: 'home/lighting', categoryFrom: 'request' },
    ]);
    expect(read(aDraft(), 'toys').lines).toMatchObject([{ category: 'toys', categoryFrom: 'catalog' }]);
  });

  it('takes a line that costs nothing, and an order placed this moment', () => {
    expect(read(aDraft({}, { discount: 1_000n as Minor })).lines).toMatchObject([{ base: 0n }]);
  });

  it.each([
    ['external_id', aDraft({ externalId: '' })],
    ['external_id', aDraft({ externalId: 'a\nb' })],
    ['external_id', aDraft({ externalId: '\ud800' })],
    ['external_id', aDraft({ externalId: 'a'.repeat(201) })],
    ['customer_ref', aDraft({ customerRef: '' })],
    ['lines', aDraft({ lines: [] })],
    ['lines', aDraft({ lines: Array.from({ length: 2_001 }, () => aLine()) })],
    ['lines.0.sku', aDraft({}, { sku: ' \u0000' })],
    ['lines.0.quantity', aDraft({}, { quantity: 0n })],
    ['lines.0.discount', aDraft({}, { discount: 1_001n as Minor })],
    ['lines.0.category', aDraft({}, { category: 'Home/' })],
    ['lines.0', aDraft({}, { quantity: MAX_ORDER_TOTAL })],
    [
      'lines',
      aDraft({
        lines: [aLine({ unitPrice: 4_000_000_000_000n as Minor }), aLine({ unitPrice: 4_000_000_000_000n as Minor })],
      }),
    ],
    ['placed_at', aDraft({ placedAt: (NOW + 1) as EpochMs })],
    ['placed_at', aDraft({ placedAt: -1 as EpochMs })],
  ])('refuses what can never be right in %s', (path, draft) => {
    expect(() => read(draft)).toThrow(
      expect.objectContaining({ details: { fields: [expect.objectContaining({ path })] } }),
    );
  });
});

describe('content of an order', () => {
  it('does not change when the catalog does', () => {
    const [before, after] = [read(aDraft(), 'toys'), read(aDraft(), 'home')];
    expect(contentHash(orderContent(before))).toEqual(contentHash(orderContent(after)));
  });

  it.each([
    ['currency', aDraft({ currency: asset('EUR/2') })],
    ['placed_at', aDraft({ placedAt: 9_999 as EpochMs })],
    ['customer_ref', aDraft({ customerRef: 'somebody' })],
    ['click_id', aDraft({ clickId: '00000000-0000-7000-8000-000000000009' as Id<'Click'> })],
    ['lines.0.quantity', aDraft({}, { quantity: 3n })],
    ['lines.0.category', aDraft({}, { category: 'toys' })],
    ['lines.1', aDraft({ lines: [aLine(), aLine()] })],
  ])('names %s as what differs', (field, draft) => {
    expect(firstDifference(orderContent(read(aDraft())), orderContent(read(draft)))).toBe(field);
    expect(firstDifference(orderContent(read(draft)), orderContent(read(draft)))).toBeUndefined();
  });
});
