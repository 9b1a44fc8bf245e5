import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { BlobStore } from './blob-store.ts';

/** Provides `BlobStore` to the whole application. `folder` is where the adapter on disk keeps its files. */
@Global()
@Module({})
export class BlobStoreModule {
  static forRoot(options: { readonly folder: string }): DynamicModule {
    const store = {
      provide: BlobStore,
      // Only the chosen adapter is loaded.
      useFactory: async (clock: Clock) =>
        (await import('./adapters/disk-blob-store.ts')).DiskBlobStore.open(options.folder, clock),
      inject: [Clock],
    };
    return { module: BlobStoreModule, providers: [store], exports: [BlobStore] };
  }
}
