import { Module } from '@nestjs/common';
import { IdentityModule } from '#modules/identity';
import { CatalogSearch } from './jobs/catalog-search.ts';
import { ProductStore } from './storage/product.store.ts';
import { ProductIndex } from './use-cases/search-products/product-index.ts';
import { SearchProducts } from './use-cases/search-products/search-products.ts';

/** Search among products. Needs the database, `SearchIndex`, `EventConsumers`, `Clock` and `IdSource` from the process. */
@Module({
  imports: [IdentityModule],
  providers: [SearchProducts, ProductIndex, CatalogSearch, ProductStore],
  exports: [SearchProducts, ProductIndex, CatalogSearch],
})
export class CatalogSearchModule {}
