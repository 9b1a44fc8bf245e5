import { serviceUrl } from '../support/services.ts';
import { describeEventLog } from './event-log.ts';
import { kafkaLog } from './kafka-log.ts';
import { describeStrangers } from './kafka-strangers.ts';
import { describeOutbox } from './outbox.ts';
import { postgresLog } from './postgres-log.ts';

describeEventLog('PostgreSQL', () => postgresLog());
describeOutbox('PostgreSQL', () => postgresLog());

const ownerUrl = serviceUrl('postgres');
if (ownerUrl !== undefined) describeEventLog('an external PostgreSQL', () => postgresLog(ownerUrl));

const brokers = serviceUrl('kafka');
if (brokers !== undefined) {
  describeEventLog('Kafka', () => kafkaLog(brokers));
  describeOutbox('Kafka', () => kafkaLog(brokers));
  describeStrangers(brokers);
}
