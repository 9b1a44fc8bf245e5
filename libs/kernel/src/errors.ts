/** Who acts on a refusal; the edge maps each kind to one HTTP status (docs/errors.md). */
export type ErrorKind = 'invalid' | 'forbidden' | 'not_found' | 'conflict' | 'refused' | 'too_many' | 'unavailable';

/** A value fit to show in an error's details. */
export type DetailValue =
  | string
  | number
  | boolean
  | null
  | readonly DetailValue[]
  | { readonly [key: string]: DetailValue };

/** A refusal that a caller can understand. One subclass each, with a literal `code` such as `ledger.insufficient_funds`. */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  /** Stable name, `module.what_is_wrong`; the problem type on the wire. */
  abstract readonly code: string;
  /** Values that explain the refusal and may be shown to the caller. */
  readonly details: { readonly [key: string]: DetailValue } = {};

  override get name(): string {
    return this.constructor.name;
  }
}

/** One field of the input can never be right. Nothing was written. */
export class InvalidInput extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'input.invalid';
  override readonly details: { readonly fields: readonly { readonly path: string; readonly message: string }[] };

  constructor(path: string, message: string) {
    super(message);
    this.details = { fields: [{ path, message }] };
  }
}
