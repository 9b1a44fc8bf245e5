import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { asset, id, type Json, type Minor, parseInstant, parseMinor } from '#kernel';
import { type PricedLine, receiptHash, receiptHashes, receiptOf, type SaleTerms } from './receipt.ts';

// A receipt as outsiders read it: the published vector of the bundle format.
type Published = {
  readonly receipt: {
    readonly commission: string;
    readonly program: string;
    readonly payee: string;
    readonly tier: string;
    readonly merchant: string;
    readonly asset: string;
    readonly order: {
      readonly id: string;
      readonly external_id: string;
      readonly currency: string;
      readonly placed_at: string;
    };
    readonly line: {
      readonly line: number;
      readonly sku: string;
      readonly category: string;
      readonly quantity: string;
      readonly unit_price: string;
      readonly discount: string;
      readonly base: string;
    };
    readonly click: { readonly id: string; readonly link: string; readonly code: string; readonly at: string };
    readonly rule: {
      readonly version_id: string;
      readonly version: number;
      readonly hash: string;
      readonly note_seq: string;
      readonly terms: { readonly [key: string]: Json };
      readonly matched: { readonly category: string; readonly tier: string; readonly bps: number };
    };
    readonly arithmetic: {
      readonly base: string;
      readonly commission: string;
      readonly fee: string;
      readonly fee_bps: number;
    };
    readonly matures_at: string;
  };
  readonly entry: { readonly metadata: { readonly receipts: { readonly [commission: string]: string } } };
};
const file = new URL('../../../../../test/vectors/receipt-v1.json', import.meta.url);
const { receipt: published, entry } = JSON.parse(readFileSync(file, 'utf8')) as Published;

const sale: SaleTerms = {
  orderId: id(published.order.id),
  externalId: published.order.external_id,
  merchantId: id(published.merchant),
  partnerId: id(published.payee),
  programId: id(published.program),
  tier: published.tier,
  currency: asset(published.order.currency),
  asset: asset(published.asset),
  placedAt: parseInstant(published.order.placed_at),
  maturesAt: parseInstant(published.matures_at),
  brought: {
    by: 'click',
    id: id(published.click.id),
    linkId: id(published.click.link),
    code: published.click.code,
    at: parseInstant(published.click.at),
  },
  rule: {
    versionId: id(published.rule.version_id),
    version: published.rule.version,
    hash: published.rule.hash,
    noteSeq: BigInt(published.rule.note_seq),
    terms: published.rule.terms,
  },
  peg: { numerator: 1n, denominator: 1n },
};
const line: PricedLine = {
  commissionId: id<'Commission'>(published.commission),
  lineNo: published.line.line,
  sku: published.line.sku,
  category: published.line.category,
  quantity: BigInt(published.line.quantity),
  unitPrice: parseMinor(published.line.unit_price),
  discount: parseMinor(published.line.discount),
  lineBase: parseMinor(published.line.base),
  base: parseMinor(published.arithmetic.base),
  matched: published.rule.matched,
  feeBps: published.arithmetic.fee_bps,
  amount: parseMinor(published.arithmetic.commission),
  fee: parseMinor(published.arithmetic.fee),
};

describe('receipt', () => {
  it('is written as the published vector has it, to the byte under its hash', () => {
    expect(receiptOf(sale, line)).toEqual(published);
    expect(receiptHash(receiptOf(sale, line)).toString('hex')).toBe(entry.metadata.receipts[published.commission]);
  });

  it('has the same hash whether it is written whole or line by line of its sale', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, text, fc.bigInt({ min: 0n, max: 10n ** 13n }), (sku, externalId, tier, amount) => {
        const of = { ...sale, externalId, tier };
        const lines = [line, { ...line, sku, lineNo: 7, amount: amount as Minor, matched: { ...line.matched, tier } }];
        expect(receiptHashes(of, lines)).toEqual(lines.map((each) => receiptHash(receiptOf(of, each))));
      }),
    );
  });

  it('has another hash when any fact is another', () => {
    const hashes = [
      receiptOf({ ...sale, tier: 'silver' }, line),
      receiptOf({ ...sale, merchantId: sale.partnerId }, line),
      receiptOf(sale, { ...line, quantity: line.quantity + 1n }),
      receiptOf(sale, line),
    ].map((receipt) => receiptHash(receipt).toString('hex'));
    expect(new Set(hashes).size).toBe(4);
  });
});
