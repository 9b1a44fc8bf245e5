import type { Admin, ISocketFactory, Kafka, LogEntry, Producer, RetryOptions } from 'kafkajs';
import type { Logger } from '#platform/telemetry';
import { EventLogUnavailable } from '../event-log.errors.ts';
import { calmRequestQueues } from './kafkajs-timer.ts';

/** How brokers are reached. What is optional is for tests. */
export type KafkaClientOptions = {
  /** `host:port`, as many as are known. */
  readonly brokers: readonly string[];
  readonly logger: Logger;
  /** Tries of one request. Default 60, which bears a restart of a broker. */
  readonly retries?: number;
  readonly socketFactory?: ISocketFactory;
};

/** How requests are tried again: soon, and long enough. */
export function retryOf({ retries = 60 }: { readonly retries?: number | undefined }): RetryOptions {
  return { initialRetryTime: 200, maxRetryTime: 1000, retries };
}

/** Loads kafkajs, which the embedded mode never does, and makes a client; it connects when it is used. */
export async function kafkaClient({ brokers, logger, retries, socketFactory }: KafkaClientOptions): Promise<Kafka> {
  const { Kafka: Client, logLevel } = (await import('kafkajs')).default;
  calmRequestQueues();
  return new Client({
    clientId: 'provisio',
    brokers: [...brokers],
    connectionTimeout: 3000,
    retry: retryOf({ retries }),
    ...(socketFactory === undefined ? {} : { socketFactory }),
    logLevel: logLevel.WARN,
    // kafkajs writes an ordinary rebalance as an error; what a person must see is logged by the adapter itself.
    logCreator:
      () =>
      ({ namespace, log }: LogEntry) =>
        logger.debug({ event: 'event_log.kafka_client', namespace, said: log.message }),
  });
}

/** Sends to Kafka: idempotent, one request at a time, so that retries neither repeat nor reorder. */
export class KafkaSender {
  private producer: Promise<Producer> | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly brokers: string,
  ) {}

  /** @throws {EventLogUnavailable} some of `messages` may have arrived. */
  async send(topic: string, messages: Parameters<Producer['send']>[0]['messages']): Promise<void> {
    const producer = (this.producer ??= this.connect());
    try {
      await (await producer).send({ topic, acks: -1, messages });
    } catch (error) {
      // A producer whose sequence broke stays broken: the next append makes a new one.
      if (this.producer === producer) this.producer = undefined;
      await disconnectQuietly(producer);
      throw new EventLogUnavailable(this.brokers, { cause: error });
    }
  }

  async close(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    if (producer !== undefined) await disconnectQuietly(producer);
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  }
}

/** Ends a connection of which nothing is expected any more. */
export async function disconnectQuietly(of: Promise<Producer> | Producer | Admin): Promise<void> {
  try {
    await (await of).disconnect();
  } catch {
    return; // It was never connected, or is gone already.
  }
}
