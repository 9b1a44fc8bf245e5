import { readBundle } from './bundle.ts';
import { type LooseBundle, publishedReceipt } from './testing.ts';

/** What reading the published bundle gives after `value` was put at `field`: the same value, or what is wrong. */
function readWith(field: string, value: unknown): unknown {
  const bundle = publishedReceipt();
  const names = field.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce<Record<string, unknown>>(
    (of, name) => of[name] as Record<string, unknown>,
    bundle as unknown as Record<string, unknown>,
  );
  holder[last] = value;
  try {
    const read = readBundle(bundle) as unknown as Record<string, unknown>;
    return [...names, last].reduce<unknown>((of, name) => (of as Record<string, unknown>)[name], read);
  } catch (error) {
    return error instanceof Error && error.name === 'BadInput' ? error.message : error;
  }
}

const DIGITS = 'ab'.repeat(40);
const MOST = 2n ** 63n - 1n;
const MOST_SEQ = 2n ** 64n - 1n;

describe('a receipt bundle', () => {
  it('is read as it was published', () => {
    const bundle = publishedReceipt();
    const read = readBundle(bundle);
    expect(read.receipt).toEqual(bundle.receipt);
    expect(read.entry.metadata.whole).toEqual(bundle.entry.metadata);
    expect(Object.fromEntries(read.log.inclusion)).toEqual(bundle.log.inclusion);
    expect(read.anchor).toEqual(bundle.anchor);
  });

  it.each<[field: string, what: string, right: readonly unknown[], wrong: readonly unknown[]]>([
    [
      'receipt.order.placed_at',
      'an RFC 3339 instant in UTC',
      ['2024-02-29T00:00:00Z', '2023-11-05T23:59:59.1Z', '2023-11-05T10:00:00.123456789Z'],
      [
        '2023-02-29T10:00:00Z',
        '2023-02-30T10:00:00.000Z',
        '2023-13-01T10:00:00Z',
        '2023-11-05T24:00:00Z',
        '2023-11-05T23:59:60Z',
        '2023-11-05T10:00:00.1234567890Z',
        '2023-11-05T10:00:00.Z',
        '2023-11-05T10:00:00+00:00',
        '2023-11-05t10:00:00Z',
        '2023-11-05',
        ' 2023-11-05T10:00:00Z',
        'x2023-11-05T10:00:00Z',
        '2023-11-05T10:00:00Z ',
        1_699_178_400_000,
        ['2023-11-05T10:00:00Z'],
        null,
      ],
    ],
    ['receipt.order.external_id', 'a text', ['1', '\u202e\n'], ['', 1, null]],
    ['receipt.line.sku', 'a text', [' '], ['', 1]],
    [
      'receipt.line.category',
      'a category path such as home/decor',
      ['home', 'home/decor', 'a b/ü/x'],
      ['', '*', 'home/*', '/home', 'home/', 'home//decor', 'ho\nme', '\thome', 'home\u0000', 1],
    ],
    ['receipt.tier', 'a tier', ['gold', 'a/b'], ['', '*', 'gold*', 'go\nld', '\u0007gold', 'gold\u0007', 7]],
    [
      'receipt.rule.matched.category',
      'a category path or *',
      ['*', 'home/decor'],
      ['', '**', 'home/*', '*/home', 'home/', '\nhome', 'home\n', 3],
    ],
    ['receipt.rule.matched.tier', 'a tier or *', ['*', 'gold'], ['', '**', 'gold*', '*gold', '\ngold', 'gold\n', 3]],
    ['log.origin', 'a line of text', ['x', 'two words'], ['', 'a\nb', '\na', 'a\n', 5]],
    ['log.public_key', 'a line of text', ['x'], ['']],
    ['log.checkpoint', 'a signed note', ['a\nb'], ['', null]],
    [
      'anchor.contract',
      'an address of 40 lower-case hex digits',
      [`0x${DIGITS.slice(0, 40)}`],
      [
        `0x${DIGITS.slice(0, 38)}`,
        `0x${DIGITS.slice(0, 42)}`,
        `x0x${DIGITS.slice(0, 40)}`,
        `0x${DIGITS.slice(0, 40).toUpperCase()}`,
        DIGITS.slice(0, 42),
      ],
    ],
    [
      'anchor.tx_hash',
      'a transaction hash of 64 lower-case hex digits',
      [`0x${DIGITS.slice(0, 64)}`],
      [`0x${DIGITS.slice(0, 62)}`, `0x${DIGITS.slice(0, 66)}`, `x0x${DIGITS.slice(0, 64)}`, DIGITS.slice(0, 66)],
    ],
    [
      'receipt.line.unit_price',
      `a decimal string of an integer from 0 to ${MOST}`,
      ['0', String(MOST)],
      ['-1', String(MOST + 1n), 5],
    ],
    [
      'receipt.line.quantity',
      `a decimal string of an integer from 1 to ${MOST}`,
      ['1', String(MOST)],
      ['0', String(MOST + 1n)],
    ],
    [
      'rule_note.seq',
      `a decimal string of an integer from 1 to ${MOST_SEQ}`,
      ['1', String(MOST_SEQ)],
      ['0', String(MOST_SEQ + 1n)],
    ],
    ['receipt.line.line', 'a whole number from 1 to 4294967295', [1, 4_294_967_295], [0, 4_294_967_296, '1']],
    ['receipt.rule.matched.bps', 'a whole number from 0 to 10000', [0, 10_000], [-1, 10_001]],
    ['receipt.rule.version', `a whole number from 1 to ${2 ** 53 - 1}`, [1], [0, 2 ** 53]],
    ['receipt.rule.terms.maturation_days', 'a whole number from 0 to 3650', [0, 3650], [-1, 3651]],
    ['rule_note.topic', '"programs.rule_version"', ['programs.rule_version'], ['programs.other']],
    ['entry.metadata.reason', '"commission"', ['commission'], ['bonus', null]],
  ])('has at %s %s', (field, what, right, wrong) => {
    for (const value of right) expect(readWith(field, value)).toEqual(value);
    for (const value of wrong) expect(readWith(field, value)).toBe(`${field} is not ${what}`);
  });

  it('needs a clause, a transfer and a leaf at least', () => {
    for (const field of ['receipt.rule.terms.table', 'entry.transfers', 'leaves']) {
      expect(readWith(field, [])).toBe(`${field} is empty`);
    }
  });

  it('has terms with a share of ads of one basis point to all, or without', () => {
    const { terms } = publishedReceipt().receipt.rule;
    for (const ad_share_bps of [1, 10_000]) {
      expect(readWith('receipt.rule.terms', { ...terms, ad_share_bps })).toEqual({ ...terms, ad_share_bps });
    }
    for (const ad_share_bps of [0, 10_001, null]) {
      expect(readWith('receipt.rule.terms', { ...terms, ad_share_bps })).toBe(
        'receipt.rule.terms.ad_share_bps is not a whole number from 1 to 10000',
      );
    }
    for (const value of [null, 'terms', 7]) {
      expect(readWith('receipt.rule.terms', value)).toBe('receipt.rule.terms is not an object');
    }
    expect(readWith('receipt', null)).toBe('receipt is not an object');
  });

  it('names either a click or a coupon, in full', () => {
    const { click, ...rest } = publishedReceipt().receipt as LooseBundle['receipt'] & { click: { id: string } };
    const coupon = { id: click.id, code: 'AUTUMN-10' };
    expect(readWith('receipt', { ...rest, coupon })).toEqual({ ...rest, coupon });
    expect(readWith('receipt', rest)).toBe('receipt.click is missing');
    expect(readWith('receipt', { ...rest, click, coupon })).toBe('receipt.click does not belong here');
    expect(readWith('receipt', { ...rest, coupon: { id: click.id } })).toBe('receipt.coupon.code is missing');
    expect(readWith('receipt', { ...rest, click: { ...click, at: undefined } })).toBe('receipt.click.at is not JSON');
  });
});
