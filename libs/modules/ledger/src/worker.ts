export { LedgerJobs, type RecurringJob } from './jobs/ledger-jobs.ts';
