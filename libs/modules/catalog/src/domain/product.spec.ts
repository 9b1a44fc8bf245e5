import { describe, expect, it } from '@jest/globals';
import { categoryPath, checkDrafts } from './product.ts';

const draft = (over: object = {}) => ({ sku: '85123A', name: 'White hanging heart', category: 'home/decor', ...over });

describe('product drafts', () => {
  it('keep the last of one sku and trim names', () => {
    expect(checkDrafts([draft(), draft({ sku: 'B' }), draft({ name: ' Red heart ' })])).toEqual([
      draft({ name: 'Red heart' }),
      draft({ sku: 'B' }),
    ]);
  });

  it.each([
    ['sku', { sku: '' }],
    ['name', { name: ' ' }],
    ['category', { category: 'Home' }],
    ['category', { category: 'home//decor' }],
    ['category', { category: '*' }],
  ])('are refused by field and row: %s %p (input.invalid)', (field, over) => {
    const path = `products.1.${field}`;
    expect(() => checkDrafts([draft(), draft(over)])).toThrow(
      expect.objectContaining({ code: 'input.invalid', details: { fields: [expect.objectContaining({ path })] } }),
    );
  });
});

describe('a category path', () => {
  it.each(['home', 'home/decor', 'a-1/b-2/c'])('is %p', (text) => {
    expect(categoryPath(text)).toBe(text);
  });
  it.each(['', '/', 'home/', '/home', 'Home', 'a--b', 'a_b', 'a'.repeat(201)])('is not %p', (text) => {
    expect(() => categoryPath(text)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});
