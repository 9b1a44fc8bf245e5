// A process that bills ad events until it is killed: specs and benchmarks do that, in the middle of its batches.
// It says `ready` once it consumes, and `batch` when one begins. Where whoever kills it may be slow, it stands still from
// its `last` batch on, which never ends: what is behind it is left for others.
//   node … doomed-billing.ts <appUrl> [<batchSize, 0: as it is set> [<Kafka's brokers, '': none> [<last>]]]
import 'reflect-metadata';
import { aBillingProcess } from '#modules/ads/testing';

const [appUrl = '', batchSize = '0', brokersOrNone = '', last = '0'] = process.argv.slice(2);
const brokers = brokersOrNone === '' ? undefined : brokersOrNone;
const log = { brokers, batchSize: batchSize === '0' ? undefined : Number.parseInt(batchSize, 10) };
let batches = 0;
function begin(): void {
  process.stdout.write('batch\n');
  batches += 1;
  if (batches === Number.parseInt(last, 10)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const billing = await aBillingProcess(appUrl, begin, log);
await billing.start();
process.on('SIGTERM', () => process.exit(0));
process.stdout.write('ready\n');
