import { type DynamicModule, Module } from '@nestjs/common';
import { ApiModule } from '../../api/src/api.module.ts';
import { CoreModule, type CoreOptions } from '../../worker/src/core.module.ts';
import { ChainAddress, ChainController } from './chain.controller.ts';
import { DemoController } from './demo/demo.controller.ts';

/** Everything in one process. */
@Module({})
export class AppModule {
  static with(options: CoreOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [CoreModule.with(options), ApiModule],
      controllers: [ChainController, DemoController],
      providers: [{ provide: ChainAddress, useValue: new ChainAddress(options.rpcUrl) }],
    };
  }
}
