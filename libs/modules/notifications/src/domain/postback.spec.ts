import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { filledIn, MACROS, sampleOf } from './postback.ts';

const bodyOf = (values: { click?: string | null; externalId?: string; amount?: string }): string =>
  JSON.stringify({
    type: 'conversion.accepted',
    data: {
      order: 'or_1',
      external_id: values.externalId ?? 'A-1',
      click: values.click === undefined ? 'clk_1' : values.click,
      commission: { amount: values.amount ?? '1234', asset: 'GBPT/2' },
    },
  });

describe('a postback address', () => {
  it('is filled in, each value percent-encoded', () => {
    const all = Object.keys(MACROS)
      .map((name) => `${name}={${name}}`)
      .join('&');
    expect(filledIn(`https://t.example/p?${all}`, bodyOf({ externalId: 'a&b=c/ü' }))).toBe(
      'https://t.example/p?click_id=clk_1&conversion_id=or_1&order_id=a%26b%3Dc%2F%C3%BC&amount=12.34&currency=GBPT&event=conversion.accepted',
    );
    expect(filledIn('https://t.example/{click_id}', bodyOf({ click: null, amount: '5' }))).toBe('https://t.example/');
  });

  it('leads to the same host whatever a merchant calls their orders', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (externalId) => {
        const url = new URL(filledIn('https://t.example/{order_id}?x={order_id}', bodyOf({ externalId })));
        expect([url.host, url.searchParams.get('x')]).toEqual(['t.example', externalId]);
      }),
    );
  });

  it.each([
    ['https://t.example/p?x={user}', '{user} is no macro'],
    ['https://{click_id}.example/p', 'path and query only'],
    ['https://t.example:{amount}/p', 'path and query only'],
    ['{event}://t.example/p', 'path and query only'],
    ['https://t.example/p?x={', 'a brace stands alone'],
  ])('is refused as %s (notifications.target_refused)', (template, why) => {
    const look = (): string => {
      const sample = sampleOf(template);
      if (!URL.canParse(sample)) throw new Error('no absolute address');
      return sample;
    };
    expect(look).toThrow(why);
  });
});
