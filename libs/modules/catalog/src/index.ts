export { NotAMerchant } from './catalog.errors.ts';
export { CatalogModule } from './catalog.module.ts';
export { CatalogSearchModule } from './catalog-search.module.ts';
export { type CategoryPath, type Product, type ProductDraft, categoryPath } from './domain/product.ts';
export { FindProducts } from './use-cases/find-products/find-products.ts';
export type { ShownProduct } from './use-cases/find-products/show-product.ts';
export { ProductIndex } from './use-cases/search-products/product-index.ts';
export { type FoundProducts, type ProductSearch, SearchProducts } from './use-cases/search-products/search-products.ts';
export { UpsertProducts } from './use-cases/upsert-products/upsert-products.ts';
