export { askElasticsearch } from './ask-elasticsearch.ts';
export { fold, wordsOf } from './analyse.ts';
export type { FieldDefinition, IndexDefinition } from './index-definition.ts';
export { fillIfNew, rebuild } from './index-filling.ts';
export {
  DocumentInvalid,
  SearchIndexFull,
  SearchIndexLost,
  SearchIndexUnavailable,
  SearchQueryInvalid,
} from './search-index.errors.ts';
export {
  type Filter,
  type Operation,
  type SearchCursor,
  type SearchDocument,
  type SearchHit,
  SearchIndex,
  type SearchPage,
  type SearchQuery,
  type WriteReport,
} from './search-index.ts';
export { SearchIndexModule, type SearchIndexModuleOptions } from './search-index.module.ts';
export { TableIndex } from './table-index.ts';
