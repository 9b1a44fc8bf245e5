import { type BeforeApplicationShutdown, type DynamicModule, Global, Injectable, Module } from '@nestjs/common';
import { LOGGER, type Logger, Metrics, openPatiently } from '#platform/telemetry';
import { JobQueue } from './job-queue.ts';

@Injectable()
class StopJobs implements BeforeApplicationShutdown {
  constructor(private readonly queue: JobQueue) {}
  beforeApplicationShutdown(): Promise<void> {
    return this.queue.close();
  }
}

/** Where the jobs are: on Redis where one is named, else in our database. */
export type JobQueueModuleOptions = { readonly appUrl: string; readonly redisUrl?: string | undefined };

/** Provides `JobQueue`. The owner runs `prepareJobQueue` before, unless the jobs are on Redis. */
@Global()
@Module({})
export class JobQueueModule {
  static forRoot({ appUrl, redisUrl }: JobQueueModuleOptions): DynamicModule {
    const queue = {
      provide: JobQueue,
      // Only the chosen adapter is loaded.
      useFactory: async (logger: Logger, metrics: Metrics) => {
        const { BullmqJobQueue } = await import('./adapters/bullmq-job-queue.ts');
        return redisUrl === undefined
          ? BullmqJobQueue.onPostgres({ appUrl, logger, metrics })
          : openPatiently(() => BullmqJobQueue.onRedis({ redisUrl, logger, metrics }), logger);
      },
      inject: [LOGGER, Metrics],
    };
    return { module: JobQueueModule, providers: [queue, StopJobs], exports: [JobQueue] };
  }
}
