import { describe, expect, it } from '@jest/globals';
import { checkLinkUrl, withClick } from './link-url.ts';

describe('checkLinkUrl', () => {
  it.each([
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,hello'],
    ['another protocol', 'ftp://shop.example/file'],
    ['an address without a protocol', '//shop.example/lamp'],
    ['a path', '/lamp'],
    ['a bare host', 'shop.example'],
    ['nothing', ''],
    ['a user and password', 'https://user:secret@shop.example/'],
    ['an address that is too long', `https://shop.example/${'a'.repeat(2_048)}`],
  ])('refuses %s (attribution.link_url_refused)', (_what, url) => {
    expect(() => checkLinkUrl(url)).toThrow(expect.objectContaining({ code: 'attribution.link_url_refused' }));
  });

  it('keeps a web address as it is, in its normal form', () => {
    expect(checkLinkUrl('HTTPS://Shop.Example:443/a b?x=1#top')).toBe('https://shop.example/a%20b?x=1#top');
  });
});

describe('withClick', () => {
  it('adds the click to the query and keeps everything else', () => {
    expect(withClick('https://shop.example/lamp?a=1&b=2#top', 'clk_1')).toBe(
      'https://shop.example/lamp?a=1&b=2&pv_click=clk_1#top',
    );
  });
  it('replaces a click that is there already, every one of them', () => {
    expect(withClick('https://shop.example/?pv_click=old&pv_click=older', 'clk_1')).toBe(
      'https://shop.example/?pv_click=clk_1',
    );
  });
});
