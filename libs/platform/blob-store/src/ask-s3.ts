/** Resolves when the S3 server of `url` answers to our keys; the bucket may be missing. @throws {BlobStoreUnavailable} */
export async function askS3(url: string): Promise<void> {
  const { S3BlobStore } = await import('./adapters/s3-blob-store.ts');
  await S3BlobStore.ask(url);
}
