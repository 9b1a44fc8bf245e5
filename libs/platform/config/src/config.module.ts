import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Config } from './config.ts';

/** Injection token of `Config`: `@Inject(CONFIG) private readonly config: Config`. */
export const CONFIG = Symbol('Config');

/** Gives `Config` to every module. */
@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: Config): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: CONFIG, useValue: config }], exports: [CONFIG] };
  }
}
