import { Global, Module } from '@nestjs/common';
import { Clock, IdSource, RandomIdSource, SystemClock } from '#kernel';

/** The machine's clock and random ids, for every use-case of the process. */
@Global()
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: IdSource, useFactory: (clock: Clock) => new RandomIdSource(clock), inject: [Clock] },
  ],
  exports: [Clock, IdSource],
})
export class ProcessModule {}
