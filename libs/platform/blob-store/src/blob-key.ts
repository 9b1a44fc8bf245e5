import { BlobKeyInvalid } from './blob-store.errors.ts';

const KEY = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;

/** `key` as it is. No part starts with a dot, so none leads out of the store. @throws {BlobKeyInvalid} */
export function checkKey(key: string): string {
  if (key.length > 200 || !KEY.test(key)) throw new BlobKeyInvalid();
  return key;
}
