import fc from 'fast-check';
import { type EpochMs, instantIn } from '#kernel';
import { InvoiceGrouper } from './group-invoices.ts';
import { addSummaries, emptySummary, summaryBreaks } from './import-summary.ts';
import { classifyLine, type LineKind } from './line-outcome.ts';
import { matchCancellation, type PurchaseLine } from './match-cancellation.ts';
import { retailCategory } from './retail-category.ts';
import { readRetailLine, type RetailRecord } from './retail-line.ts';
import { parseShare, ValueShare } from './value-share.ts';

const aRecord = (columns: Partial<RetailRecord> = {}): RetailRecord => ({
  InvoiceNo: '536365',
  StockCode: '85123A',
  Description: 'WHITE HANGING HEART T-LIGHT HOLDER',
  Quantity: '6',
  InvoiceDate: '2010-12-01 08:26:00',
  UnitPrice: '2.55',
  CustomerID: '17850.0',
  Country: 'United Kingdom',
  ...columns,
});
const kindOf = (columns: Partial<RetailRecord>): LineKind => classifyLine(readRetailLine(aRecord(columns), 1), false);

describe('a line of the Online Retail file', () => {
  it('is read with its price in tenths of a penny and its London time', () => {
    expect(readRetailLine(aRecord({ InvoiceDate: '2011-07-01 08:26:00' }), 3)).toEqual({
      invoice: '536365',
      ordinal: 3,
      stockCode: '85123A',
      description: 'WHITE HANGING HEART T-LIGHT HOLDER',
      quantity: 6n,
      at: instantIn('UTC', '2011-07-01 07:26:00'),
      priceTenths: 2550n,
      customer: '17850',
      country: 'United Kingdom',
    });
  });

  it.each<[Partial<RetailRecord>, LineKind]>([
    [{}, 'accepted'],
    [{ StockCode: 'DCGS0003' }, 'accepted'],
    [{ Quantity: 'six' }, 'unreadable'],
    [{ UnitPrice: '2,55' }, 'unreadable'],
    [{ InvoiceDate: '01/12/2010' }, 'unreadable'],
    [{ CustomerID: 'nan' }, 'unreadable'],
    [{ InvoiceNo: '' }, 'unreadable'],
    [{ InvoiceNo: 'A563186', StockCode: 'B', UnitPrice: '-11062.06', CustomerID: '' }, 'bad_debt_adjustment'],
    [{ StockCode: 'POST' }, 'fee_code'],
    [{ StockCode: 'C2' }, 'fee_code'],
    [{ StockCode: 'gift_0001_20', CustomerID: '' }, 'fee_code'],
    [{ InvoiceNo: 'C536379', StockCode: 'D', Quantity: '-1' }, 'fee_code'],
    [{ Quantity: '-10', UnitPrice: '0', CustomerID: '' }, 'negative_quantity'],
    [{ Quantity: '0' }, 'negative_quantity'],
    [{ UnitPrice: '0.0', CustomerID: '' }, 'zero_price'],
    [{ UnitPrice: '-1.00' }, 'negative_price'],
    [{ UnitPrice: '0.001' }, 'sub_penny_price'],
    [{ CustomerID: '' }, 'no_customer'],
    [{ InvoiceNo: 'C536391', Quantity: '-12' }, 'cancellation'],
    [{ InvoiceNo: 'C536391', Quantity: '-12', CustomerID: '' }, 'no_customer'],
  ])('%j is %s', (columns, kind) => {
    expect(kindOf(columns)).toBe(kind);
  });

  it('gets its category from the first word that says one', () => {
    expect(retailCategory('WHITE HANGING HEART T-LIGHT HOLDER')).toBe('home/lighting');
    expect(retailCategory('christmas gift bag')).toBe('seasonal/christmas');
    expect(retailCategory('CREAM HANGER')).toBe('home/decor');
  });
});

describe('InvoiceGrouper', () => {
  const group = (records: RetailRecord[]) => {
    const grouper = new InvoiceGrouper();
    return [...records.map((record) => grouper.add(record)), grouper.finish()].filter((invoice) => invoice !== null);
  };

  it('keeps an exact duplicate as a line of its own and says so', () => {
    const [invoice] = group([aRecord(), aRecord(), aRecord({ Quantity: '1' })]);
    expect(invoice?.lines.map(({ kind, line }) => [line?.ordinal, kind])).toEqual([
      [1, 'accepted'],
      [2, 'duplicate_kept'],
      [3, 'accepted'],
    ]);
  });

  it('makes a number that comes again later a new order', () => {
    const invoices = group([aRecord(), aRecord({ InvoiceNo: '7' }), aRecord()]);
    expect(invoices.map(({ externalId }) => externalId)).toEqual(['536365', '7', '536365/2']);
  });

  it('loses no line', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('1', '2', 'C3', ''), { maxLength: 30 }), (numbers) => {
        const lines = group(numbers.map((InvoiceNo) => aRecord({ InvoiceNo }))).flatMap((invoice) => invoice.lines);
        expect(lines).toHaveLength(numbers.length);
      }),
    );
  });
});

describe('matchCancellation', () => {
  const at = (n: number): EpochMs => n as EpochMs;
  const purchase = (fields: Partial<PurchaseLine>): PurchaseLine => ({
    orderId: 'o',
    externalId: '1',
    lineNo: 1,
    placedAt: at(1),
    unitsLeft: 1n,
    ...fields,
  });

  it('takes the newest first and never a purchase made later', () => {
    const old = purchase({ placedAt: at(1), unitsLeft: 5n });
    const newer = purchase({ placedAt: at(2), unitsLeft: 2n });
    const later = purchase({ placedAt: at(9), unitsLeft: 9n });
    expect(matchCancellation(4n, at(9), [old, later, newer])).toEqual({
      taken: [
        { purchase: newer, units: 2n },
        { purchase: old, units: 2n },
      ],
      unmatchedUnits: 0n,
    });
  });

  it('accounts for every unit and takes no more than is left, whatever the purchases', () => {
    const purchases = fc.array(
      fc
        .record({ placedAt: fc.nat(20), lineNo: fc.nat(3), unitsLeft: fc.bigInt(0n, 6n) })
        .map((fields) => purchase({ ...fields, placedAt: at(fields.placedAt) })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.bigInt(1n, 40n), fc.nat(20), purchases, (units, when, lines) => {
        const { taken, unmatchedUnits } = matchCancellation(units, at(when), lines);
        const matched = taken.reduce((sum, each) => sum + each.units, 0n);
        const available = lines.filter((line) => line.placedAt < when).reduce((sum, line) => sum + line.unitsLeft, 0n);
        expect(matched + unmatchedUnits).toBe(units);
        expect(matched).toBe(available < units ? available : units);
        expect(taken.every((each) => each.units > 0n && each.units <= each.purchase.unitsLeft)).toBe(true);
      }),
    );
  });
});

describe('ValueShare', () => {
  it('stays within half of the largest sale of its share', () => {
    const sales = fc.array(fc.bigInt(1n, 100_000n), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(sales, fc.bigInt(0n, 100n), (values, percent) => {
        const share = new ValueShare(percent, 100n);
        for (const value of values) share.take(value);
        const off = 100n * share.seen.picked - percent * share.seen.total;
        const largest = values.reduce((max, value) => (value > max ? value : max), 0n);
        expect((off < 0n ? -off : off) * 2n).toBeLessThanOrEqual(100n * largest);
      }),
    );
  });

  it('reads a decimal share exactly and refuses anything else (input.invalid)', () => {
    expect(parseShare('1').take(5n)).toBe(true);
    expect(parseShare('0').take(5n)).toBe(false);
    for (const text of ['1.5', '-0.1', 'a quarter', '.25', '0.1234567']) {
      expect(() => parseShare(text)).toThrow('share');
    }
  });
});

describe('ImportSummary', () => {
  it('says what does not add up', () => {
    const summary = addSummaries(emptySummary(), { ...emptySummary(), lines: 1 });
    expect(summaryBreaks(summary)).toEqual(['1 lines were read, 0 have an outcome']);
    expect(summaryBreaks(emptySummary())).toEqual([]);
  });
});
