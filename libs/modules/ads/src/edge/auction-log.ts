import { Inject, Injectable } from '@nestjs/common';
import { EventLog, type LogRecord } from '#platform/event-log';
import { LOGGER, type Logger, Metrics } from '#platform/telemetry';

/** Records kept while the log cannot be reached; what comes after that is dropped and counted. */
const MOST_WAITING = 20_000;

/** What was asked, answered and decided, appended in the background: no charge depends on it. */
@Injectable()
export class AuctionLog {
  private waiting: { readonly topic: string; readonly record: LogRecord }[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Keeps a record for the next flush. */
  add(topic: string, key: string, body: object): void {
    if (this.waiting.length >= MOST_WAITING) {
      this.metrics.counter('ads_auction_records_dropped_total', 'Auction records that were not kept.').add();
      return;
    }
    this.waiting.push({ topic, record: { key, body: JSON.stringify(body) } });
  }

  /** Appends what waits. What cannot be appended waits for the next call. */
  async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    const byTopic = [...Map.groupBy(batch, ({ topic }) => topic)];
    while (byTopic.length > 0) {
      const [topic, records] = byTopic[0] ?? ['', []];
      try {
        await this.log.append(
          topic,
          records.map(({ record }) => record),
        );
        byTopic.shift();
      } catch (error) {
        this.logger.warn({ event: 'ads.auction_log_waits', records: records.length, error });
        this.waiting = [...byTopic.flatMap(([, members]) => members), ...this.waiting];
        return;
      }
    }
  }
}
