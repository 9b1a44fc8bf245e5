export { askS3 } from './ask-s3.ts';
export { BlobDamaged, BlobKeyInvalid, BlobStoreUnavailable, SignatureRefused } from './blob-store.errors.ts';
export { type BlobFacts, BlobStore, type StoredBlob } from './blob-store.ts';
export { BlobStoreModule } from './blob-store.module.ts';
