import { DomainError } from '#kernel';

/** One field of a request that can never be right. */
export type FieldProblem = { readonly path: string; readonly message: string };

/** The request does not have the shape its schema asks for; all fields are listed. Nothing was done. */
export class RequestInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'http.request_invalid';
  override readonly details: { readonly fields: readonly FieldProblem[] };
  constructor(fields: readonly FieldProblem[]) {
    super(fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '));
    this.details = { fields };
  }
}

/** A text in the request holds a character that cannot be stored (NUL or half a surrogate pair). Nothing was done. */
export class TextNotStorable extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'http.text_not_storable';
}

/** Nobody is signed in, or the token or key is not valid (any more). Nothing was done. The edge answers 401. */
export class Unauthenticated extends DomainError {
  readonly kind = 'forbidden';
  readonly code: string = 'http.unauthenticated';
  constructor(message = 'sign in, or send a valid access token or API key') {
    super(message);
  }
}

/** The cursor was not made by this list. Nothing was read; start again without one. */
export class InvalidCursor extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'http.invalid_cursor';
  constructor() {
    super('the cursor was not made by this list; start again without one');
  }
}

/** A request with this Idempotency-Key is being worked on now. Nothing was done; ask again in a moment. */
export class IdempotencyInProgress extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'http.idempotency_in_progress';
  constructor() {
    super('a request with this Idempotency-Key is still being worked on');
  }
}

/** This Idempotency-Key was used for another request. Nothing was done; use a new key. */
export class IdempotencyKeyReused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'http.idempotency_key_reused';
  constructor() {
    super('this Idempotency-Key was used for a request with other content');
  }
}

/** The Idempotency-Key header is not 1 to 255 printable ASCII characters. Nothing was done. */
export class IdempotencyKeyInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'http.idempotency_key_invalid';
  constructor() {
    super('Idempotency-Key must be 1 to 255 printable ASCII characters');
  }
}
