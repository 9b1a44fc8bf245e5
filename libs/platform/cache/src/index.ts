export { InProcessCache } from './adapters/in-process-cache.ts';
export { askRedis } from './ask-redis.ts';
export { CacheUnavailable } from './cache.errors.ts';
export { CacheModule } from './cache.module.ts';
export { Cache, CacheSpace, type Counted, type SpaceOptions } from './cache.ts';
