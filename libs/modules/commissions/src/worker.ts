export { COMMISSIONS_GROUP, CommissionsConsumers } from './jobs/commissions-consumers.ts';
export { CommissionsJobs, type RecurringJob } from './jobs/commissions-jobs.ts';
