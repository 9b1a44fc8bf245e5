import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, IdSource, epochMs } from '#kernel';
import { Database, Tx, loadSql } from '#platform/database';
import { type Product, type ProductDraft, categoryPath } from '../domain/product.ts';

const UPSERT = loadSql(import.meta.url, './sql/upsert-products.sql');
const FIND = loadSql(import.meta.url, './sql/find-products.sql');
const LIST = loadSql(import.meta.url, './sql/list-products.sql');

type Row = {
  id: Id<'Product'>;
  merchant_id: Id<'Organisation'>;
  sku: string;
  name: string;
  category: string;
  updated_at: Date;
};

/** Products in PostgreSQL. */
@Injectable()
export class ProductStore {
  constructor(
    private readonly database: Database,
    private readonly ids: IdSource,
  ) {}

  /** `drafts` name each sku once. */
  async upsert(tx: Tx, merchantId: Id<'Organisation'>, drafts: readonly ProductDraft[], now: EpochMs): Promise<void> {
    const ids = drafts.map(() => this.ids.next<'Product'>());
    const columns = [
      drafts.map(({ sku }) => sku),
      drafts.map(({ name }) => name),
      drafts.map(({ category }) => category),
    ];
    await tx.query(UPSERT, [merchantId, ids, ...columns, new Date(now)]);
  }

  async find(merchantId: Id<'Organisation'>, skus: readonly string[]): Promise<Product[]> {
    return (await this.database.query<Row>(FIND, [merchantId, skus])).map(productOf);
  }

  async list(merchantId: Id<'Organisation'>, afterSku: string | undefined, limit: number): Promise<Product[]> {
    return (await this.database.query<Row>(LIST, [merchantId, afterSku ?? null, limit])).map(productOf);
  }
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
