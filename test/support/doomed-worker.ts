// A process that takes a job and never finishes it: test/conformance/job-queue.spec.ts kills it in the middle.
//   node … doomed-worker.ts <appUrl> <job name>
import 'reflect-metadata';
import { aPostgresJobQueue } from '#platform/job-queue/testing';

const [appUrl = '', name = ''] = process.argv.slice(2);
const queue = await aPostgresJobQueue(appUrl);
await queue.define(name, () => {
  process.stdout.write('begun\n');
  return new Promise(() => undefined);
});
