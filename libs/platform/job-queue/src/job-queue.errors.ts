import { DomainError } from '#kernel';

/** The job queue's server does not answer. No job was added. */
export class JobQueueUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'job_queue.unavailable';
  constructor(options?: ErrorOptions) {
    const reason = options?.cause instanceof Error ? `: ${options.cause.message}` : '';
    super(`the job queue (REDIS_URL) does not answer${reason}`);
    this.cause = options?.cause;
  }
}
