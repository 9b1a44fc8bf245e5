import { type BeforeApplicationShutdown, type DynamicModule, Global, Injectable, Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { LOGGER, type Logger, Metrics, openPatiently } from '#platform/telemetry';
import { InProcessCache } from './adapters/in-process-cache.ts';
import { Cache } from './cache.ts';

@Injectable()
class CloseCache implements BeforeApplicationShutdown {
  constructor(private readonly cache: Cache) {}
  beforeApplicationShutdown(): Promise<void> {
    return this.cache.close();
  }
}

/** Provides `Cache`: on Redis where one is named, else in the memory of this process. */
@Global()
@Module({})
export class CacheModule {
  static forRoot({ redisUrl }: { readonly redisUrl?: string | undefined } = {}): DynamicModule {
    const cache = {
      provide: Cache,
      // The client of Redis is loaded only where one is named.
      useFactory: async (clock: Clock, logger: Logger, metrics: Metrics) => {
        if (redisUrl === undefined) return new InProcessCache(clock);
        const { RedisCache } = await import('./adapters/redis-cache.ts');
        return openPatiently(() => RedisCache.open({ redisUrl, logger, metrics }), logger);
      },
      inject: [Clock, LOGGER, Metrics],
    };
    return { module: CacheModule, providers: [cache, CloseCache], exports: [Cache] };
  }
}
