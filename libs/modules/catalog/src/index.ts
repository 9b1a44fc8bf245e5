export { NotAMerchant } from './catalog.errors.ts';
export { CatalogModule } from './catalog.module.ts';
export { type CategoryPath, type Product, type ProductDraft, categoryPath } from './domain/product.ts';
export { FindProducts } from './use-cases/find-products/find-products.ts';
export { UpsertProducts } from './use-cases/upsert-products/upsert-products.ts';
