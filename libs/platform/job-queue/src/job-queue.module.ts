import { type BeforeApplicationShutdown, type DynamicModule, Global, Injectable, Module } from '@nestjs/common';
import { LOGGER, type Logger, Metrics } from '#platform/telemetry';
import { JobQueue } from './job-queue.ts';

@Injectable()
class StopJobs implements BeforeApplicationShutdown {
  constructor(private readonly queue: JobQueue) {}
  beforeApplicationShutdown(): Promise<void> {
    return this.queue.close();
  }
}

/** Provides `JobQueue`. The owner runs `prepareJobQueue` before. */
@Global()
@Module({})
export class JobQueueModule {
  static forRoot(options: { readonly appUrl: string }): DynamicModule {
    const queue = {
      provide: JobQueue,
      // Only the chosen adapter is loaded.
      useFactory: async (logger: Logger, metrics: Metrics) =>
        (await import('./adapters/bullmq-job-queue.ts')).BullmqJobQueue.open({ ...options, logger, metrics }),
      inject: [LOGGER, Metrics],
    };
    return { module: JobQueueModule, providers: [queue, StopJobs], exports: [JobQueue] };
  }
}
