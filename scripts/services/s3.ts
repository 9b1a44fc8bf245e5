import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { goCommand } from './go.ts';
import { freePort, sh } from './machine.ts';
import type { Service } from './service.ts';

const VERSION = '1.8.0';
const KEY = 'provisio';
const SECRET = 'provisio-on-loopback-only';

/** An S3 server (versitygw over a folder) that checks signatures. The URL holds the key and the secret. */
export const s3: Service = {
  name: 's3',
  version: VERSION,
  patienceMs: 30_000,
  stopSignal: 'SIGTERM',
  async install(into) {
    // The build takes minutes and half a gigabyte of modules and objects, which are not kept; the binary is.
    const build = await mkdtemp(path.join(tmpdir(), 'provisio-go-'));
    const env = {
      GOBIN: into,
      GOPATH: build,
      GOCACHE: path.join(build, 'build'),
      GOFLAGS: '-modcacherw',
      CGO_ENABLED: '0',
    };
    try {
      const go = await goCommand(path.join(build, 'toolchain'));
      await sh(go, ['install', '-trimpath', `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`], { env });
    } finally {
      await rm(build, { recursive: true, force: true });
    }
  },
  async prepare(installed, data) {
    const port = await freePort();
    const folder = async (name: string): Promise<string> => {
      await mkdir(path.join(data, name), { recursive: true });
      return path.join(data, name);
    };
    const listen = [
      '--port',
      `127.0.0.1:${port}`,
      '--region',
      'us-east-1',
      '--iam-dir',
      await folder('iam'),
      '--quiet',
    ];
    const store = [
      '--sidecar',
      await folder('meta'),
      '--versioning-dir',
      await folder('versions'),
      await folder('data'),
    ];
    return {
      process: {
        command: path.join(installed, 'versitygw'),
        args: [...listen, 'posix', ...store],
        env: { ROOT_ACCESS_KEY: KEY, ROOT_SECRET_KEY: SECRET },
        cwd: data,
      },
      url: `http://${KEY}:${SECRET}@127.0.0.1:${port}`,
    };
  },
  async probe(url) {
    const { S3Client, ListBucketsCommand } = await import('@aws-sdk/client-s3');
    const { origin, username, password } = new URL(url);
    const client = new S3Client({
      endpoint: origin,
      region: 'us-east-1',
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId: username, secretAccessKey: password },
    });
    try {
      await client.send(new ListBucketsCommand({}));
    } finally {
      client.destroy();
    }
  },
};
