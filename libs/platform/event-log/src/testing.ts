import { KafkaEventLog, type KafkaEventLogOptions } from './adapters/kafka-event-log.ts';
import type { EventLog } from './event-log.ts';

/** An event log on the Kafka of a test. */
export function aKafkaEventLog(options: KafkaEventLogOptions): Promise<EventLog> {
  return KafkaEventLog.open(options);
}
