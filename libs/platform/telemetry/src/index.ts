export { type WorkContext, currentContext, withContext } from './context.ts';
export { type Logger, createLogger } from './logger.ts';
export {
  type CounterMetric,
  type GaugeMetric,
  type HistogramMetric,
  type Labels,
  Metrics,
  PrometheusMetrics,
} from './metrics.ts';
export { LOGGER, TelemetryModule } from './telemetry.module.ts';
export { openPatiently } from './open-patiently.ts';
