import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { freePort, sh } from './machine.ts';
import { fetchDependencies } from './maven.ts';
import type { Service } from './service.ts';

const KAFKA = '4.4.0';
const SLF4J = '1.7.36'; // Without a binding a broker that dies says nothing.

/** Apache Kafka: one node that is broker and controller (KRaft), small. The URL is a broker's `host:port`. */
export const kafka: Service = {
  name: 'kafka',
  version: KAFKA,
  patienceMs: 120_000,
  stopSignal: 'SIGTERM',
  install: (into) =>
    fetchDependencies(into, [`org.apache.kafka:kafka_2.13:${KAFKA}`, `org.slf4j:slf4j-simple:${SLF4J}`]),
  async prepare(installed, data) {
    const [port, controllerPort] = [await freePort(), await freePort()];
    const properties = path.join(data, 'server.properties');
    await writeFile(properties, settings(port, controllerPort, path.join(data, 'log')));
    const classpath = path.join(installed, 'lib', '*');
    const clusterId = randomBytes(16).toString('base64url');
    const format = ['format', '--ignore-formatted', '-t', clusterId, '-c', properties];
    await sh('java', ['-Xmx64m', '-cp', classpath, 'kafka.tools.StorageTool', ...format]);
    const jvm = ['-Xms64m', '-Xmx128m', '-XX:+UseSerialGC', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
    return {
      process: { command: 'java', args: [...jvm, '-cp', classpath, 'kafka.Kafka', properties], cwd: data },
      url: `127.0.0.1:${port}`,
    };
  },
  async probe(url) {
    const brokers = await countBrokers(url.split(',')[0] ?? '');
    if (brokers === 0) throw new Error('no broker has joined the cluster yet');
  },
};

/** Asks for metadata in Kafka's protocol (request 3, version 1, of no topic): its answer begins with the brokers. */
function countBrokers(address: string): Promise<number> {
  const { hostname: host, port } = new URL(`tcp://${address}`);
  const request = Buffer.alloc(18);
  request.writeInt32BE(14, 0); // Bytes that follow.
  request.writeInt16BE(3, 4);
  request.writeInt16BE(1, 6);
  request.writeInt32BE(1, 8); // Our number of this request, which comes back.
  request.writeInt16BE(-1, 12); // We have no name.
  request.writeInt32BE(0, 14); // Topics: none.
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0);
    const socket = connect({ host, port: Number(port) }, () => socket.write(request));
    socket.setTimeout(5000, () => socket.destroy(new Error('it accepts connections and does not answer')));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length < 12) return;
      resolve(answer.readInt32BE(8));
      socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('it closed the connection')));
  });
}

function settings(port: number, controllerPort: number, logDirs: string): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs=${logDirs}
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
# So that a test can see a dead consumer replaced without waiting six seconds.
group.min.session.timeout.ms=1000
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
num.network.threads=2
num.io.threads=2
log.cleaner.threads=1
# The default buffer does not fit into this heap.
log.cleaner.dedupe.buffer.size=4194304
`;
}
