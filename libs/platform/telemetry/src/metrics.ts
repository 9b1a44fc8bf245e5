import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Values of a metric's labels. Keep them few: no ids. */
export type Labels = Readonly<Record<string, string | number>>;
/** Only grows. */
export type CounterMetric = { add(value?: number, labels?: Labels): void };
/** Goes up and down. */
export type GaugeMetric = { set(value: number, labels?: Labels): void };
/** How values are spread. */
export type HistogramMetric = { observe(value: number, labels?: Labels): void };

/** Numbers for `/metrics`. Asking for a name again gives the same metric. Names end in their unit (`_seconds`, `_total`). */
export abstract class Metrics {
  abstract counter(name: string, help: string, labels?: readonly string[]): CounterMetric;
  /** With `read`, the value is asked for at each scrape. */
  abstract gauge(
    name: string,
    help: string,
    labels?: readonly string[],
    read?: () => number | Promise<number>,
  ): GaugeMetric;
  abstract histogram(
    name: string,
    help: string,
    labels?: readonly string[],
    buckets?: readonly number[],
  ): HistogramMetric;
  /** The Prometheus text format, and its content type. */
  abstract text(): Promise<string>;
  abstract readonly contentType: string;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Metrics on prom-client, in a registry of its own. */
export class PrometheusMetrics extends Metrics {
  private readonly registry = new Registry();
  private readonly known = new Map<string, unknown>();

  /** `withProcess` adds memory, event loop and garbage collection of this process. */
  constructor(withProcess = false) {
    super();
    if (withProcess) collectDefaultMetrics({ register: this.registry });
  }

  override counter(name: string, help: string, labels: readonly string[] = []): CounterMetric {
    return this.once(name, () => {
      const counter = new Counter({ name, help, labelNames: [...labels], registers: [this.registry] });
      return { add: (value = 1, of: Labels = {}) => counter.inc({ ...of }, value) };
    });
  }

  override gauge(
    name: string,
    help: string,
    labels: readonly string[] = [],
    read?: () => number | Promise<number>,
  ): GaugeMetric {
    return this.once(name, () => {
      const collect = async (): Promise<void> => {
        if (read !== undefined) gauge.set(await read());
      };
      const gauge = new Gauge({ name, help, labelNames: [...labels], registers: [this.registry], collect });
      return { set: (value: number, of: Labels = {}) => gauge.set({ ...of }, value) };
    });
  }

  override histogram(
    name: string,
    help: string,
    labels: readonly string[] = [],
    buckets: readonly number[] = SECONDS,
  ): HistogramMetric {
    return this.once(name, () => {
      const histogram = new Histogram({
        name,
        help,
        labelNames: [...labels],
        buckets: [...buckets],
        registers: [this.registry],
      });
      return { observe: (value: number, of: Labels = {}) => histogram.observe({ ...of }, value) };
    });
  }

  override text(): Promise<string> {
    return this.registry.metrics();
  }

  override get contentType(): string {
    return this.registry.contentType;
  }

  private once<T>(name: string, make: () => T): T {
    const found = this.known.get(name) as T | undefined;
    if (found !== undefined) return found;
    const made = make();
    this.known.set(name, made);
    return made;
  }
}
