import { type Brand, type EpochMs, type Id, InvalidInput } from '#kernel';

/** Lower-case path from the widest to the narrowest, e.g. `home/lighting`; at most 200 characters. */
export type CategoryPath = Brand<string, 'CategoryPath'>;

/** What a merchant says about one product. */
export type ProductDraft = { readonly sku: string; readonly name: string; readonly category: string };

/** A product of a merchant. Its sku never changes; name and category are the latest told. */
export type Product = {
  readonly id: Id<'Product'>;
  readonly merchantId: Id<'Organisation'>;
  readonly sku: string;
  readonly name: string;
  readonly category: CategoryPath;
  readonly updatedAt: EpochMs;
};

const CATEGORY = /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** Marks `text` as a category path. @throws {InvalidInput} for anything but `a-z`, `0-9`, single `-` and `/`. */
export function categoryPath(text: string): CategoryPath {
  if (text.length > 200 || !CATEGORY.test(text)) {
    throw new InvalidInput('category', `${text.slice(0, 200)} is not a path like home/lighting`);
  }
  return text as CategoryPath;
}

/** `a/b/c` with what it is in: `a`, `a/b`, `a/b/c`. */
export function categoryWithParents(path: CategoryPath): string[] {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/**
 * The drafts as they are stored: names trimmed, one per sku (the last one counts, as in a file read from top to end).
 * @throws {InvalidInput} naming the first field that can never be right, e.g. `products.3.sku`.
 */
export function checkDrafts(drafts: readonly ProductDraft[]): ProductDraft[] {
  const bySku = new Map<string, ProductDraft>();
  for (const [index, draft] of drafts.entries()) {
    const name = draft.name.trim();
    const fail = (field: string, message: string): never => {
      throw new InvalidInput(`products.${index}.${field}`, message);
    };
    if (draft.sku.length === 0 || draft.sku.length > 100) fail('sku', 'a sku has 1 to 100 characters');
    if (name.length === 0 || name.length > 500) fail('name', 'a name has 1 to 500 characters');
    if (draft.category.length > 200 || !CATEGORY.test(draft.category)) {
      fail('category', 'this is no path like home/lighting');
    }
    bySku.set(draft.sku, { sku: draft.sku, name, category: draft.category });
  }
  return [...bySku.values()];
}
