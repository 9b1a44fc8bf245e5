import { type BeforeApplicationShutdown, type DynamicModule, Global, Injectable, Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { LOGGER, type Logger, openPatiently } from '#platform/telemetry';
import { BlobStore } from './blob-store.ts';

@Injectable()
class CloseBlobStore implements BeforeApplicationShutdown {
  constructor(private readonly store: BlobStore) {}
  beforeApplicationShutdown(): Promise<void> {
    return this.store.close();
  }
}

/** Where blobs are: in the S3 bucket of `s3Url` where one is named, else as files below `folder`. */
export type BlobStoreModuleOptions = { readonly folder: string; readonly s3Url?: string | undefined };

/** Provides `BlobStore` to the whole application. */
@Global()
@Module({})
export class BlobStoreModule {
  static forRoot({ folder, s3Url }: BlobStoreModuleOptions): DynamicModule {
    const store = {
      provide: BlobStore,
      // Only the chosen adapter is loaded.
      useFactory: async (clock: Clock, logger: Logger) => {
        if (s3Url === undefined) {
          const { DiskBlobStore } = await import('./adapters/disk-blob-store.ts');
          return DiskBlobStore.open(folder, clock);
        }
        const { S3BlobStore } = await import('./adapters/s3-blob-store.ts');
        return openPatiently(() => S3BlobStore.open(s3Url), logger);
      },
      inject: [Clock, LOGGER],
    };
    return { module: BlobStoreModule, providers: [store, CloseBlobStore], exports: [BlobStore] };
  }
}
