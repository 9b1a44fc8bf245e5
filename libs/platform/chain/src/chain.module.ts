import { type DynamicModule, Module } from '@nestjs/common';
import { JsonRpcChain, type JsonRpcChainOptions } from './adapters/json-rpc-chain.ts';
import { Chain } from './chain.ts';

/** Provides `Chain` to the whole application. The embedded chain is started before, and given by its `rpcUrl`. */
@Module({})
export class ChainModule {
  static forRoot(options: JsonRpcChainOptions): DynamicModule {
    return {
      module: ChainModule,
      global: true,
      providers: [{ provide: Chain, useFactory: () => JsonRpcChain.connect(options) }],
      exports: [Chain],
    };
  }
}
