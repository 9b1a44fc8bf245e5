export { AdsConsumers, BILLING_GROUP } from './jobs/ads-consumers.ts';
export { AdsJobs, type RecurringJob } from './jobs/ads-jobs.ts';
