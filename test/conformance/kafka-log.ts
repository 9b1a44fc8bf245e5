import { connect, type Socket } from 'node:net';
import { PgDatabase, PgUnitOfWork, openDataSource } from '#platform/database';
import { aDatabase } from '#platform/database/testing';
import { partitionOf, PgEventConsumers } from '#platform/event-log';
import { aKafkaClient, aKafkaEventLog } from '#platform/event-log/testing';
import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { eventually } from '../support/eventually.ts';
import type { LogNode } from './event-log.ts';
import type { OutboxUnderTest } from './outbox.ts';

/** Silent consumers lose their partitions soon. The broker must allow it (group.min.session.timeout.ms). */
const SESSION_MS = 6000;
const PARTITIONS = 4;

let nodes = 0;

/** The event log on a real Kafka, with positions and effects in a database of the test. */
export async function kafkaLog(brokers: string): Promise<OutboxUnderTest> {
  const db = await aDatabase();
  await db.ownerQuery('create table public.effect (nr int8 generated always as identity, body text)');
  await db.ownerQuery('grant select, insert on public.effect to provisio_app');
  const kafka = await aKafkaClient(brokers);
  const admin = kafka.admin();
  await admin.connect();
  const effects = async (topic: string): Promise<string[]> => {
    const rows = await db.ownerQuery<{ body: string }>(
      'select body from effect where starts_with(body, $1) order by nr',
      [`${topic} `],
    );
    return rows.map(({ body }) => body.slice(topic.length + 1));
  };
  return {
    db,
    relaysTo: (node) => node.log,
    node: () => aNode(brokers, db.appUrl, (sql, params) => db.ownerQuery(sql, params)),
    openAppend: async (topic, key, body) => {
      const producer = kafka.producer({ transactionalId: `open-${topic}`, idempotent: true, maxInFlightRequests: 1 });
      await producer.connect();
      const transaction = await producer.transaction();
      const partition = partitionOf(key, PARTITIONS);
      const [opened] = await transaction.send({ topic, messages: [{ key, value: body, partition }] });
      const untilReadable = (offset = '0'): Promise<boolean> =>
        eventually(async () => {
          const offsets = await admin.fetchTopicOffsets(topic); // Up to the first open transaction.
          return offsets.some((each) => each.partition === partition && BigInt(each.high) > BigInt(offset));
        });
      return async () => {
        await transaction.commit();
        await untilReadable(opened?.baseOffset); // The mark of the commit is written a moment after its answer.
        // The mark is no record, and nobody can stand behind it: `ends` can be reached by one more.
        const [last] = await producer.send({ topic, messages: [{ key, value: 'after the mark', partition }] });
        await producer.disconnect();
        await untilReadable(last?.baseOffset);
      };
    },
    trim: async (topic) => {
      const offsets = await eventually(() => admin.fetchTopicOffsets(topic)); // A new topic has no leader for a moment.
      const partitions = offsets.map(({ partition, high }) => ({ partition, offset: high }));
      await admin.deleteTopicRecords({ topic, partitions: partitions.filter(({ offset }) => offset !== '0') });
    },
    effect: async (tx, body) => void (await tx.query('insert into effect (body) values ($1)', [body])),
    effects,
    deadLetters: (group) =>
      db.ownerQuery('select body, tries from platform.dead_letter where consumer_group = $1', [group]),
    close: async () => {
      await admin.disconnect();
      await db.close();
    },
  };
}

/** A process of its own, as far as Kafka and the database can tell. */
async function aNode(
  brokers: string,
  appUrl: string,
  ownerQuery: (sql: string, params: unknown[]) => Promise<unknown>,
): Promise<LogNode> {
  const applicationName = `kafka node ${(nodes += 1)}`;
  const source = await openDataSource({ appUrl, applicationName });
  const network = new Network();
  const logger = aLogger().logger;
  const log = await aKafkaEventLog({
    brokers: brokers.split(','),
    sessionMs: SESSION_MS,
    partitions: PARTITIONS,
    retries: 8,
    logger,
    socketFactory: (address) => network.open(address),
  });
  const parts = { unitOfWork: new PgUnitOfWork(source), database: new PgDatabase(source), logger, log };
  return {
    log,
    consumers: new PgEventConsumers({ ...parts, metrics: new PrometheusMetrics(), firstPauseMs: 1, askedEveryMs: 20 }),
    kill: async () => {
      network.cut();
      await ownerQuery('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
        applicationName,
      ]);
    },
    close: async () => {
      await log.close();
      await source.destroy();
    },
  };
}

/** The connections of one node, which can all be cut at once and for good. */
class Network {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  open({ host, port, onConnect }: { host: string; port: number; onConnect: () => void }): Socket {
    const socket = connect({ host, port }, onConnect);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    if (this.isCut) socket.destroy(new Error('this node is dead'));
    return socket;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy(new Error('this node is dead'));
  }
}
