// A process that bills ad events until it is killed: libs/modules/ads does that, in the middle of its batches.
//   node … doomed-billing.ts <appUrl>
import 'reflect-metadata';
import { aBillingProcess } from '#modules/ads/testing';

const billing = await aBillingProcess(process.argv[2] ?? '', () => process.stdout.write('batch\n'));
await billing.start();
