export { PgEventLog, type PgEventLogOptions } from './adapters/pg-event-log.ts';
export { askKafka } from './ask-kafka.ts';
export { type ConsumeOptions, EventConsumers, type Handle } from './event-consumers.ts';
export { type Batch, type Consumer, type Delivered, EventLog, type LogRecord, type Stop } from './event-log.ts';
export { EventLogUnavailable, PartitionTaken, PositionBeyondEnd, PositionLost } from './event-log.errors.ts';
export { EventLogModule, type EventLogModuleOptions } from './event-log.module.ts';
export { askToRetry, type DeadLetter, type DeadLetterFilter, listDeadLetters } from './put-aside.ts';
export { partitionOf } from './partition-of.ts';
export { type EventConsumersOptions, PgEventConsumers } from './pg-event-consumers.ts';
