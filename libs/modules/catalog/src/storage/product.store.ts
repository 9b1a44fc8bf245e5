import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, IdSource, epochMs } from '#kernel';
import { Database, Tx, loadSql } from '#platform/database';
import { type Product, type ProductDraft, categoryPath } from '../domain/product.ts';

const UPSERT = loadSql(import.meta.url, './sql/upsert-products.sql');
const FIND = loadSql(import.meta.url, './sql/find-products.sql');
const READ = loadSql(import.meta.url, './sql/read-products.sql');
const PAGE = loadSql(import.meta.url, './sql/page-products.sql');
const LIST = loadSql(import.meta.url, './sql/list-products.sql');

type Row = {
  id: Id<'Product'>;
  merchant_id: Id<'Organisation'>;
  sku: string;
  name: string;
  category: string;
  updated_at: Date;
};
type VersionedRow = Row & { version: bigint };

/** A product, and how often it was changed. */
export type VersionedProduct = Product & { readonly version: number };

/** Products in PostgreSQL. */
@Injectable()
export class ProductStore {
  constructor(
    private readonly database: Database,
    private readonly ids: IdSource,
  ) {}

  /** `drafts` name each sku once. Answers the ids of those that are new or changed. */
  async upsert(
    tx: Tx,
    merchantId: Id<'Organisation'>,
    drafts: readonly ProductDraft[],
    now: EpochMs,
  ): Promise<Id<'Product'>[]> {
    const ids = drafts.map(() => this.ids.next<'Product'>());
    const columns = [
      drafts.map(({ sku }) => sku),
      drafts.map(({ name }) => name),
      drafts.map(({ category }) => category),
    ];
    const rows = await tx.query<Pick<Row, 'id'>>(UPSERT, [merchantId, ids, ...columns, new Date(now)]);
    return rows.map(({ id }) => id);
  }

  async find(merchantId: Id<'Organisation'>, skus: readonly string[]): Promise<Product[]> {
    return (await this.database.query<Row>(FIND, [merchantId, skus])).map(productOf);
  }

  /** Those of `ids` that exist, in any order. */
  async read(ids: readonly Id<'Product'>[]): Promise<VersionedProduct[]> {
    if (ids.length === 0) return [];
    return (await this.database.query<VersionedRow>(READ, [ids])).map(versionedOf);
  }

  /** At most `limit` products of everybody behind the id `after`. */
  async page(after: Id<'Product'> | undefined, limit: number): Promise<VersionedProduct[]> {
    return (await this.database.query<VersionedRow>(PAGE, [after ?? null, limit])).map(versionedOf);
  }

  async list(merchantId: Id<'Organisation'>, afterSku: string | undefined, limit: number): Promise<Product[]> {
    return (await this.database.query<Row>(LIST, [merchantId, afterSku ?? null, limit])).map(productOf);
  }
}

function versionedOf(row: VersionedRow): VersionedProduct {
  return { ...productOf(row), version: Number(row.version) };
}

function productOf(row: Row): Product {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    sku: row.sku,
    name: row.name,
    category: categoryPath(row.category),
    updatedAt: epochMs(row.updated_at.getTime()),
  };
}
