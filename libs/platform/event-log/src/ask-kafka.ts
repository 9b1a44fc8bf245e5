import type { Logger } from '#platform/telemetry';
import { EventLogUnavailable } from './event-log.errors.ts';

/** Resolves when one of `brokers` (`host:port,…`) names a cluster that has brokers. @throws {EventLogUnavailable} */
export async function askKafka(brokers: string, logger: Logger): Promise<void> {
  const { disconnectQuietly, kafkaClient } = await import('./adapters/kafka-client.ts');
  const admin = (await kafkaClient({ brokers: brokers.split(','), logger, retries: 0 })).admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    if (cluster.brokers.length === 0) throw new Error('no broker has joined the cluster yet');
  } catch (error) {
    throw new EventLogUnavailable(brokers, { cause: error });
  } finally {
    await disconnectQuietly(admin);
  }
}
