import { type BeforeApplicationShutdown, type DynamicModule, Global, Injectable, Module } from '@nestjs/common';
import { LOGGER, type Logger, openPatiently } from '#platform/telemetry';
import { MemorySearchIndex } from './adapters/memory-search-index.ts';
import { SearchIndex } from './search-index.ts';

@Injectable()
class StopSearching implements BeforeApplicationShutdown {
  constructor(private readonly search: SearchIndex) {}
  beforeApplicationShutdown(): Promise<void> {
    return this.search.close();
  }
}

/** Where the indexes are: in Elasticsearch where one is named, else in the memory of the process. */
export type SearchIndexModuleOptions = { readonly url?: string | undefined };

/** Provides `SearchIndex`. Needs TelemetryModule. Import it before consumers' modules. */
@Global()
@Module({})
export class SearchIndexModule {
  static forRoot({ url }: SearchIndexModuleOptions = {}): DynamicModule {
    const search = {
      provide: SearchIndex,
      useFactory: async (logger: Logger) => {
        if (url === undefined) return new MemorySearchIndex(undefined, logger);
        // Loaded only where it is used: the embedded mode works without an Elasticsearch client.
        const { ElasticSearchIndex } = await import('./adapters/elastic-search-index.ts');
        return openPatiently(() => ElasticSearchIndex.open({ url }), logger);
      },
      inject: [LOGGER],
    };
    return { module: SearchIndexModule, providers: [search, StopSearching], exports: [SearchIndex] };
  }
}
