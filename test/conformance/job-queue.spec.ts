import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { aDatabase } from '#platform/database/testing';
import { prepareJobQueue } from '#platform/job-queue';
import { aPostgresJobQueue } from '#platform/job-queue/testing';
import { type QueueUnderTest, describeJobQueue } from './job-queue.ts';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

describeJobQueue('PostgreSQL (BullMQ)', postgres);

async function postgres(): Promise<QueueUnderTest> {
  const db = await aDatabase();
  await prepareJobQueue(db.ownerUrl);
  await prepareJobQueue(db.ownerUrl); // As at every further start.
  return {
    open: () => aPostgresJobQueue(db.appUrl),
    dieWorkingOn: (name) => dieWorkingOn(db.appUrl, name),
    close: () => db.close(),
  };
}

async function dieWorkingOn(appUrl: string, name: string): Promise<void> {
  const loader = new URL('../../scripts/dev/typescript.mjs', import.meta.url).href;
  const args = [
    '--conditions=provisio-source',
    '--import',
    loader,
    pathOf('../support/doomed-worker.ts'),
    appUrl,
    name,
  ];
  const child = spawn(process.execPath, args, { cwd: pathOf('../../'), stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), gone]);
  child.kill('SIGKILL');
  await gone;
}
