import { Module } from '@nestjs/common';
import { IdentityModule } from '#modules/identity';
import { ProductStore } from './storage/product.store.ts';
import { FindProducts } from './use-cases/find-products/find-products.ts';
import { ShowProduct } from './use-cases/find-products/show-product.ts';
import { ImportFeed } from './use-cases/import-feed/import-feed.ts';
import { UpsertProducts } from './use-cases/upsert-products/upsert-products.ts';

/** Needs the database, `Clock` and `IdSource` from the process. */
@Module({
  imports: [IdentityModule],
  providers: [UpsertProducts, FindProducts, ShowProduct, ImportFeed, ProductStore],
  exports: [UpsertProducts, FindProducts, ShowProduct, ImportFeed],
})
export class CatalogModule {}
