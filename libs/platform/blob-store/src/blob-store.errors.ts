import { DomainError } from '#kernel';

/** The key is not lower-case parts with slashes between them, or is too long. Nothing was stored or read. */
export class BlobKeyInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'blob_store.key_invalid';
  constructor() {
    super('a key is 1 to 200 characters: parts of a-z, 0-9, dot, - and _ with slashes between them');
  }
}

/** The address was not signed by us, names another blob, or its time is over. Nothing was given out. */
export class SignatureRefused extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'blob_store.signature_refused';
  constructor() {
    super('this address is not valid (any more)');
  }
}

/** A file of the store is not what was written there. Nothing was given out; restore it from a backup. */
export class BlobDamaged extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'blob_store.blob_damaged';
  constructor() {
    super('the stored blob is damaged');
  }
}

/** The store does not answer, or refuses our keys. A put may have been stored; put it again. */
export class BlobStoreUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'blob_store.unavailable';
  constructor(options?: ErrorOptions) {
    const reason = options?.cause instanceof Error ? `: ${options.cause.message || options.cause.name}` : '';
    super(`the blob store (BLOB_STORE_URL) does not answer${reason}`);
    this.cause = options?.cause;
  }
}
