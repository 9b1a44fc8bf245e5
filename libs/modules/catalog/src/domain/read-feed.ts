import { InvalidInput } from '#kernel';
import { checkDrafts, type ProductDraft } from './product.ts';

/** One row of a feed, as it came: nothing is known of it but that it is an object. */
export type FeedRow = { readonly [column: string]: unknown };

/** What becomes of a row. superseded: a later row of the feed has the same sku, and that one counts. */
export type RowResult = { readonly row: number; readonly sku: string | undefined } & (
  | { readonly outcome: 'accepted' | 'superseded' }
  | { readonly outcome: 'refused'; readonly field: string; readonly message: string }
);

/** What a feed says: the products that are to be stored, and a result for each row, in order. Rows count from 1. */
export type Feed = { readonly drafts: readonly ProductDraft[]; readonly results: readonly RowResult[] };

const COLUMNS = ['sku', 'name', 'category'] as const;

/** Reads `rows` one by one: a row that can never be right is refused alone, the others stand. */
export function readFeed(rows: readonly FeedRow[]): Feed {
  const read = rows.map((row) => readRow(row));
  const lastOf = new Map(read.flatMap((one, index) => ('draft' in one ? [[one.draft.sku, index] as const] : [])));
  const results = read.map((one, index): RowResult => {
    const row = index + 1;
    if ('draft' in one) {
      const outcome = lastOf.get(one.draft.sku) === index ? 'accepted' : 'superseded';
      return { row, sku: one.draft.sku, outcome };
    }
    return { row, sku: one.sku, outcome: 'refused', field: one.field, message: one.message };
  });
  return { drafts: checkDrafts(read.flatMap((one) => ('draft' in one ? [one.draft] : []))), results };
}

type ReadRow =
  | { readonly draft: ProductDraft }
  | { readonly sku: string | undefined; readonly field: string; readonly message: string };

function readRow(row: FeedRow): ReadRow {
  const sku = typeof row['sku'] === 'string' ? row['sku'].trim().slice(0, 100) : undefined;
  const odd = COLUMNS.find((column) => typeof row[column] !== 'string');
  if (odd !== undefined) return { sku, field: odd, message: `the row has no ${odd}, or it is no text` };
  const [given, name, category] = COLUMNS.map((column) => String(row[column]).trim()) as [string, string, string];
  try {
    const [draft] = checkDrafts([{ sku: given, name, category }]);
    return draft === undefined ? { sku, field: 'sku', message: 'the row is empty' } : { draft };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const field = error.details.fields[0]?.path.replace('products.0.', '') ?? 'sku';
    return { sku, field, message: error.message };
  }
}
