export { CATALOG_SEARCH_GROUP, CatalogSearch } from './jobs/catalog-search.ts';
