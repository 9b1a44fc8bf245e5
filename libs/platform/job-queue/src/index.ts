export { type AddOptions, type JobHandler, type JobOptions, JobQueue, type JobRun } from './job-queue.ts';
export { JobQueueModule } from './job-queue.module.ts';
export { JOB_SCHEMA, prepareJobQueue } from './prepare-job-queue.ts';
