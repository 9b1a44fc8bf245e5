import { CsvError, parse } from 'csv-parse/sync';
import { FeedNotReadable } from '../catalog.errors.ts';
import type { FeedRow } from '../domain/read-feed.ts';

/**
 * The rows of a CSV feed (RFC 4180): a heading with at least sku, name and category, in any order and case; further
 * columns are passed over. @throws {FeedNotReadable}
 */
export function parseFeedCsv(text: string, mostRows: number): FeedRow[] {
  try {
    const rows = parse(text, {
      bom: true,
      skip_empty_lines: true,
      to: mostRows + 1,
      columns: (heading: readonly string[]) => columnsOf(heading),
    });
    return rows as FeedRow[];
  } catch (error) {
    if (error instanceof CsvError) throw new FeedNotReadable(error.message);
    throw error;
  }
}

function columnsOf(heading: readonly string[]): string[] {
  const names = heading.map((name) => name.trim().toLowerCase());
  const missing = ['sku', 'name', 'category'].filter((name) => names.filter((column) => column === name).length !== 1);
  if (missing.length > 0) throw new FeedNotReadable(`the heading needs one column ${missing.join(', ')}`);
  return names;
}
