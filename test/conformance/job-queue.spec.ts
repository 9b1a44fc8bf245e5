import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { aDatabase } from '#platform/database/testing';
import { prepareJobQueue } from '#platform/job-queue';
import { aPostgresJobQueue, aRedisJobQueue } from '#platform/job-queue/testing';
import { serviceUrl } from '../support/services.ts';
import { type QueueUnderTest, describeJobQueue } from './job-queue.ts';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

describeJobQueue('PostgreSQL (BullMQ)', () => postgres());

const externalUrl = serviceUrl('postgres');
if (externalUrl !== undefined) describeJobQueue('an external PostgreSQL (BullMQ)', () => postgres(externalUrl));

const redisUrl = serviceUrl('redis');
if (redisUrl !== undefined) describeJobQueue('Redis (BullMQ)', () => redis(redisUrl));

async function postgres(ownerUrl?: string): Promise<QueueUnderTest> {
  const db = await aDatabase(ownerUrl === undefined ? {} : { ownerUrl });
  await prepareJobQueue(db.ownerUrl);
  await prepareJobQueue(db.ownerUrl); // As at every further start.
  return {
    open: () => aPostgresJobQueue(db.appUrl),
    dieWorkingOn: (name) => dieWorkingOn(db.appUrl, name),
    close: () => db.close(),
  };
}

async function redis(url: string): Promise<QueueUnderTest> {
  return {
    open: () => aRedisJobQueue(url),
    dieWorkingOn: (name) => dieWorkingOn(url, name),
    close: () => Promise.resolve(),
  };
}

async function dieWorkingOn(url: string, name: string): Promise<void> {
  const loader = new URL('../../scripts/dev/typescript.mjs', import.meta.url).href;
  const args = ['--conditions=provisio-source', '--import', loader, pathOf('../support/doomed-worker.ts'), url, name];
  const child = spawn(process.execPath, args, { cwd: pathOf('../../'), stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), gone]);
  child.kill('SIGKILL');
  await gone;
}
