import type { Kafka } from 'kafkajs';
import { aLogger } from '#platform/telemetry/testing';
import { kafkaClient } from './adapters/kafka-client.ts';
import { KafkaEventLog, type KafkaEventLogOptions } from './adapters/kafka-event-log.ts';
import type { EventLog } from './event-log.ts';

/** An event log on the Kafka of a test. */
export function aKafkaEventLog(options: KafkaEventLogOptions): Promise<EventLog> {
  return KafkaEventLog.open(options);
}

/** The bare client, for what the log itself never does. */
export function aKafkaClient(brokers: string): Promise<Kafka> {
  return kafkaClient({ brokers: brokers.split(','), logger: aLogger().logger });
}
