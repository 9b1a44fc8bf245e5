import { type DynamicModule, Global, Injectable, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database, PgSession, UnitOfWork } from '#platform/database';
import { LOGGER, type Logger, Metrics } from '#platform/telemetry';
import { PgEventLog } from './adapters/pg-event-log.ts';
import { EventConsumers } from './event-consumers.ts';
import { EventLog } from './event-log.ts';
import { PgEventConsumers } from './pg-event-consumers.ts';

@Injectable()
class StopConsuming implements BeforeApplicationShutdown {
  constructor(private readonly log: EventLog) {}
  // The database's pool closes after this, in onApplicationShutdown.
  beforeApplicationShutdown(): Promise<void> {
    return this.log.close();
  }
}

/** Provides `EventLog` and `EventConsumers`. Needs DatabaseModule and TelemetryModule. Import it before consumers' modules. */
@Global()
@Module({})
export class EventLogModule {
  static forRoot(options: { readonly partitions?: number; readonly batchSize?: number } = {}): DynamicModule {
    const log = {
      provide: EventLog,
      useFactory: (unitOfWork: UnitOfWork, database: Database, session: PgSession, logger: Logger) =>
        new PgEventLog({ ...options, unitOfWork, database, session, logger }),
      inject: [UnitOfWork, Database, PgSession, LOGGER],
    };
    const consumers = {
      provide: EventConsumers,
      useFactory: (of: EventLog, unitOfWork: UnitOfWork, database: Database, logger: Logger, metrics: Metrics) =>
        new PgEventConsumers({ log: of, unitOfWork, database, logger, metrics }),
      inject: [EventLog, UnitOfWork, Database, LOGGER, Metrics],
    };
    return { module: EventLogModule, providers: [log, consumers, StopConsuming], exports: [EventLog, EventConsumers] };
  }
}
