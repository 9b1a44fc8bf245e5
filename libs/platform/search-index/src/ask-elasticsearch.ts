/** Resolves when the Elasticsearch at `url` answers and serves. @throws {SearchIndexUnavailable} */
export async function askElasticsearch(url: string): Promise<void> {
  const { ElasticSearchIndex } = await import('./adapters/elastic-search-index.ts');
  await (await ElasticSearchIndex.open({ url })).close();
}
