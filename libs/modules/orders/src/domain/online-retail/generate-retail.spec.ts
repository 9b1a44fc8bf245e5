import { parseInstant } from '#kernel';
import { generateRetail, type RetailShape } from './generate-retail.ts';
import { InvoiceGrouper } from './group-invoices.ts';
import { type LineKind } from './line-outcome.ts';

const shape: RetailShape = {
  seed: 5,
  from: parseInstant('2026-01-01T00:00:00Z'),
  days: 40,
  invoicesPerDay: 40,
  cancelled: 0.15,
  firstInvoice: 500_000,
};

describe('generateRetail', () => {
  it('gives the same records for the same shape, and others for another seed', () => {
    const first = [...generateRetail({ ...shape, days: 1 })];
    expect([...generateRetail({ ...shape, days: 1 })]).toEqual(first);
    expect([...generateRetail({ ...shape, days: 1, seed: 6 })]).not.toEqual(first);
  });

  it('holds every kind of line that the real file has', () => {
    const grouper = new InvoiceGrouper();
    const invoices = [...generateRetail(shape)]
      .map((record) => grouper.add(record))
      .filter((invoice) => invoice !== null);
    const kinds = new Set<LineKind>(invoices.flatMap(({ lines }) => lines.map(({ kind }) => kind)));
    const real: LineKind[] = [
      'accepted',
      'duplicate_kept',
      'fee_code',
      'no_customer',
      'zero_price',
      'negative_quantity',
      'sub_penny_price',
      'bad_debt_adjustment',
      'cancellation',
    ];
    expect([...kinds].toSorted()).toEqual(real.toSorted());
  });

  it('is in the order of time', () => {
    const times = [...generateRetail(shape)].map((record) => record.InvoiceDate);
    expect(times).toEqual(times.toSorted());
  });
});
