import type { IndexDefinition } from './index-definition.ts';
import { type IndexSource, fillIfNew, rebuild } from './index-filling.ts';
import type { Operation, SearchIndex } from './search-index.ts';

const PAGE = 500;

/** A module's table as an index is made from it. */
export type IndexedTable<Key extends string, Row> = {
  /** Those of `ids` that are there. */
  read(ids: readonly Key[]): Promise<readonly Row[]>;
  /** At most `limit` rows behind `after`, or the first, by id. */
  page(after: Key | undefined, limit: number): Promise<readonly Row[]>;
};

/** Keeps a search index equal to a table. What is written is always read from the table at that moment. */
export abstract class TableIndex<Key extends string, Row extends { readonly id: Key }> implements IndexSource {
  abstract readonly index: IndexDefinition;

  protected constructor(
    private readonly search: SearchIndex,
    private readonly table: IndexedTable<Key, Row>,
  ) {}

  /** How `rows` stand in the index, one operation each. */
  protected abstract operationsOf(rows: readonly Row[]): Promise<readonly Operation[]>;

  /** Fills the index where it is new; @returns rows read. */
  fillIfNew(): Promise<number> {
    return fillIfNew(this.search, this);
  }

  /** Makes the index anew from the table; @returns rows read. */
  rebuild(): Promise<number> {
    return rebuild(this.search, this);
  }

  /** Writes these rows as they are now. Doing so twice, or late, changes nothing. */
  async refresh(ids: readonly Key[]): Promise<void> {
    for (let from = 0; from < ids.length; from += PAGE) {
      const rows = await this.table.read(ids.slice(from, from + PAGE));
      await this.search.write(this.index, await this.operationsOf(rows));
    }
  }

  /** Every row, by id. */
  async *pages(): AsyncIterable<readonly Operation[]> {
    for (let after: Key | undefined; ;) {
      const rows = await this.table.page(after, PAGE);
      if (rows.length > 0) yield await this.operationsOf(rows);
      if (rows.length < PAGE) return;
      after = rows.at(-1)?.id;
    }
  }
}
