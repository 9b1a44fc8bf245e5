import { type BeforeApplicationShutdown, type DynamicModule, Global, Injectable, Module } from '@nestjs/common';
import { PgSession, UnitOfWork } from '#platform/database';
import { EventLog } from '#platform/event-log';
import { LOGGER, type Logger } from '#platform/telemetry';
import { OutboxRelay } from './outbox-relay.ts';
import { Outbox } from './outbox.ts';
import { PgOutbox } from './pg-outbox.ts';

@Injectable()
class StopRelaying implements BeforeApplicationShutdown {
  constructor(private readonly relay: OutboxRelay) {}
  beforeApplicationShutdown(): Promise<void> {
    return this.relay.stop();
  }
}

/** Provides `Outbox` and `OutboxRelay`; a worker process starts the relay. Needs EventLogModule. */
@Global()
@Module({})
export class OutboxModule {
  static forRoot(): DynamicModule {
    const relay = {
      provide: OutboxRelay,
      useFactory: (unitOfWork: UnitOfWork, session: PgSession, log: EventLog, logger: Logger) =>
        new OutboxRelay({ unitOfWork, session, log, logger }),
      inject: [UnitOfWork, PgSession, EventLog, LOGGER],
    };
    return {
      module: OutboxModule,
      providers: [{ provide: Outbox, useClass: PgOutbox }, relay, StopRelaying],
      exports: [Outbox, OutboxRelay],
    };
  }
}
