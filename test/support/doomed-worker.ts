// A process that takes a job and never finishes it: test/conformance/job-queue.spec.ts kills it in the middle.
//   node … doomed-worker.ts <url> <job name>
import 'reflect-metadata';
import { aPostgresJobQueue, aRedisJobQueue } from '#platform/job-queue/testing';

const [url = '', name = ''] = process.argv.slice(2);
const queue = await (url.startsWith('redis') ? aRedisJobQueue(url) : aPostgresJobQueue(url));
await queue.define(name, () => {
  process.stdout.write('begun\n');
  return new Promise(() => undefined);
});
