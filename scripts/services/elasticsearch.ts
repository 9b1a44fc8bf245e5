import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort, sh } from './machine.ts';
import { fetchArtifact } from './maven.ts';
import type { Service } from './service.ts';

const VERSION = '9.5.3';
const OLDEST_JAVA = 21;

/** Elasticsearch, the core distribution: one node, small, without security. */
export const elasticsearch: Service = {
  name: 'elasticsearch',
  version: VERSION,
  patienceMs: 180_000,
  stopSignal: 'SIGTERM',
  async install(into) {
    await mkdir(into, { recursive: true });
    await fetchArtifact(into, `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${VERSION}:zip`);
    await sh('unzip', ['-q', `elasticsearch-${VERSION}.zip`], { cwd: into });
    await sh('rm', [`elasticsearch-${VERSION}.zip`], { cwd: into });
  },
  async prepare(installed, data) {
    const home = path.join(installed, `elasticsearch-${VERSION}`);
    const [port, transportPort] = [await freePort(), await freePort()];
    const [config, tmp] = [path.join(data, 'config'), path.join(data, 'tmp')];
    await cp(path.join(home, 'config'), config, { recursive: true });
    await mkdir(path.join(config, 'jvm.options.d'), { recursive: true });
    await mkdir(tmp);
    const jvm = await readFile(path.join(config, 'jvm.options'), 'utf8');
    await writeFile(path.join(config, 'jvm.options'), jvm.replaceAll(/^.*-XX:\+UseG1GC.*$/gm, ''));
    const heap = '-Xms256m\n-Xmx256m\n-XX:-AlwaysPreTouch\n-XX:+UseSerialGC\n';
    await writeFile(path.join(config, 'jvm.options.d/heap.options'), heap);
    await writeFile(path.join(config, 'elasticsearch.yml'), settings(port, transportPort, data));
    return {
      process: {
        command: path.join(home, 'bin/elasticsearch'),
        args: [],
        env: {
          ES_JAVA_HOME: javaHome(),
          ES_PATH_CONF: config,
          ES_TMPDIR: tmp,
          CLI_JAVA_OPTS: `-Xmx64m -Djava.io.tmpdir=${tmp}`,
        },
        cwd: data,
        refusesRoot: true,
      },
      url: `http://127.0.0.1:${port}`,
    };
  },
  async probe(url) {
    // The core has no `GET /`: health is what says that it serves.
    const response = await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=5s`, {
      signal: AbortSignal.timeout(10_000),
    });
    const { status } = (await response.json()) as { status?: string };
    if (status !== 'green' && status !== 'yellow') throw new Error(`the cluster is ${status ?? 'silent'}`);
  },
};

function settings(port: number, transportPort: number, data: string): string {
  return `cluster.name: provisio
node.name: one
network.host: 127.0.0.1
http.port: ${port}
transport.port: ${transportPort}
discovery.type: single-node
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
path.data: ${path.join(data, 'data')}
path.logs: ${path.join(data, 'logs')}
`;
}

/** A JDK that is new enough: ES_JAVA_HOME, JAVA_HOME, or one of those installed. */
function javaHome(): string {
  const given = process.env['ES_JAVA_HOME'];
  if (given !== undefined) return given;
  const all = '/usr/lib/jvm';
  const installed = (existsSync(all) ? readdirSync(all) : []).map((name) => path.join(all, name));
  const found = [process.env['JAVA_HOME'] ?? '', ...installed].find((home) => versionOf(home) >= OLDEST_JAVA);
  if (found === undefined) {
    throw new Error(`Elasticsearch needs a JDK ${OLDEST_JAVA} or newer: name it in ES_JAVA_HOME`);
  }
  return found;
}

function versionOf(home: string): number {
  const release = path.join(home, 'release');
  if (!existsSync(release)) return 0;
  return Number.parseInt(/JAVA_VERSION="(\d+)/.exec(readFileSync(release, 'utf8'))?.[1] ?? '0', 10);
}
