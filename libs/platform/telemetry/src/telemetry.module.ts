import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Logger } from './logger.ts';
import { Metrics, PrometheusMetrics } from './metrics.ts';

/** Injection token of `Logger`: `@Inject(LOGGER) private readonly logger: Logger`. */
export const LOGGER = Symbol('Logger');

/** Gives `Logger` and `Metrics` to every module. */
@Global()
@Module({})
export class TelemetryModule {
  static forRoot(logger: Logger, metrics: Metrics = new PrometheusMetrics(true)): DynamicModule {
    return {
      module: TelemetryModule,
      providers: [
        { provide: LOGGER, useValue: logger },
        { provide: Metrics, useValue: metrics },
      ],
      exports: [LOGGER, Metrics],
    };
  }
}
