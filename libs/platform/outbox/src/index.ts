export { Outbox, type OutboxEvent } from './outbox.ts';
export { OutboxModule } from './outbox.module.ts';
export { OutboxRelay, type OutboxRelayOptions } from './outbox-relay.ts';
export { PgOutbox } from './pg-outbox.ts';
