import { type DynamicModule, Global, Injectable, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database, PgSession, UnitOfWork } from '#platform/database';
import { LOGGER, type Logger, Metrics, openPatiently } from '#platform/telemetry';
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

/** Where the log is: in Kafka where brokers are named (`host:port,…`), else in our database. */
export type EventLogModuleOptions = {
  readonly kafkaBrokers?: string | undefined;
  readonly partitions?: number;
  readonly batchSize?: number;
};

/** Provides `EventLog` and `EventConsumers`. Needs DatabaseModule and TelemetryModule. Import it before consumers' modules. */
@Global()
@Module({})
export class EventLogModule {
  static forRoot({ kafkaBrokers, ...options }: EventLogModuleOptions = {}): DynamicModule {
    const log = {
      provide: EventLog,
      // Only the chosen adapter is loaded: the embedded mode works without a Kafka client.
      useFactory: async (unitOfWork: UnitOfWork, database: Database, session: PgSession, logger: Logger) => {
        if (kafkaBrokers === undefined) {
          const { PgEventLog } = await import('./adapters/pg-event-log.ts');
          return new PgEventLog({ ...options, unitOfWork, database, session, logger });
        }
        const { KafkaEventLog } = await import('./adapters/kafka-event-log.ts');
        const brokers = kafkaBrokers.split(',');
        return openPatiently(() => KafkaEventLog.open({ ...options, brokers, logger }), logger);
      },
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
