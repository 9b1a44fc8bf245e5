export { LedgerJobs, type RecurringJob } from './jobs/ledger-jobs.ts';
export { PublishedLogJobs } from './jobs/published-log-jobs.ts';
