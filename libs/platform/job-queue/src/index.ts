export { type AddOptions, type JobHandler, type JobOptions, JobQueue, type JobRun } from './job-queue.ts';
export { JobQueueUnavailable } from './job-queue.errors.ts';
export { JobQueueModule, type JobQueueModuleOptions } from './job-queue.module.ts';
export { JOB_SCHEMA, prepareJobQueue } from './prepare-job-queue.ts';
