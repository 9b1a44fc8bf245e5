// A process that bills ad events until it is killed: specs and benchmarks do that, in the middle of its batches.
// It says `ready` once it consumes, and `batch` when one begins.
//   node … doomed-billing.ts <appUrl> [<batchSize, 0: as it is set> [<Kafka's brokers>]]
import 'reflect-metadata';
import { aBillingProcess } from '#modules/ads/testing';

const [appUrl = '', batchSize = '0', brokers] = process.argv.slice(2);
const log = { brokers, batchSize: batchSize === '0' ? undefined : Number.parseInt(batchSize, 10) };
const billing = await aBillingProcess(appUrl, () => process.stdout.write('batch\n'), log);
await billing.start();
process.on('SIGTERM', () => process.exit(0));
process.stdout.write('ready\n');
