import { DomainError } from '#kernel';

/** A group's stored position is below the log's first record: events are gone that it never saw. Nothing was handled. */
export class PositionLost extends DomainError {
  readonly kind = 'refused';
  readonly code = 'event_log.position_lost';
  override readonly details: {
    readonly topic: string;
    readonly group: string;
    readonly partition: number;
    readonly stored: string;
    readonly first: string;
  };

  constructor(topic: string, group: string, partition: number, stored: bigint, first: bigint) {
    super(
      `group ${group} stands at ${stored} of ${topic}/${partition}, but the log starts at ${first}: what lies between is gone`,
    );
    this.details = { topic, group, partition, stored: String(stored), first: String(first) };
  }
}

/** A group's stored position is past the log's end: this is not the log that it read. Nothing was handled. */
export class PositionBeyondEnd extends DomainError {
  readonly kind = 'refused';
  readonly code = 'event_log.position_beyond_end';
  override readonly details: {
    readonly topic: string;
    readonly group: string;
    readonly partition: number;
    readonly stored: string;
    readonly end: string;
  };

  constructor(topic: string, group: string, partition: number, stored: bigint, end: bigint) {
    super(
      `group ${group} stands at ${stored} of ${topic}/${partition}, but the log ends at ${end}: it is another log, or one that was made anew`,
    );
    this.details = { topic, group, partition, stored: String(stored), end: String(end) };
  }
}

/** The event log does not answer. What was to be appended may have arrived in part; append it again. */
export class EventLogUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'event_log.unavailable';
  constructor(where: string, options?: ErrorOptions) {
    const reason = options?.cause instanceof Error ? `: ${options.cause.message}` : '';
    super(`the event log at ${where} does not answer${reason}`);
    this.cause = options?.cause;
  }
}

/** Another consumer has taken the partition over in the meantime. Nothing of the batch was written. */
export class PartitionTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'event_log.partition_taken';
  constructor(topic: string, group: string, partition: number) {
    super(`partition ${partition} of ${topic} now belongs to another consumer of ${group}`);
  }
}
