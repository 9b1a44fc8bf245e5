import { DomainError } from '#kernel';

/** Two transactions were in each other's way (deadlock, serialization, lock timeout). Nothing was written; try again. */
export class TransactionConflict extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'database.transaction_conflict';
  constructor(options?: ErrorOptions) {
    super('another transaction was in the way, try again');
    this.cause = options?.cause;
  }
}

/** The database cannot be reached or cannot work now. Nothing was written; try again later. */
export class DatabaseUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'database.unavailable';
  constructor(options?: ErrorOptions) {
    super('the database is not available, try again later');
    this.cause = options?.cause;
  }
}

/** The connection was lost while committing: everything was written or nothing. Ask again with the same ids or key. */
export class CommitOutcomeUnknown extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'database.commit_outcome_unknown';
  constructor(options?: ErrorOptions) {
    super('the connection was lost while committing, ask again with the same idempotency key');
    this.cause = options?.cause;
  }
}

/** The replica for reports has not seen what was asked for yet, and the primary does not take reports. Try again in a moment. */
export class ReplicaBehind extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'database.replica_behind';
  override readonly details: { readonly replayed: string; readonly needed: string };

  constructor(replayed: bigint, needed: bigint) {
    super(`reports are at ${replayed}, ${needed} is asked for; try again in a moment`);
    this.details = { replayed: String(replayed), needed: String(needed) };
  }
}

/** The embedded server cannot start; the message is one sentence that a user can act on. Nothing was changed. */
export class EmbeddedPostgresFailed extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'database.embedded_server_failed';
  constructor(message: string, options?: ErrorOptions) {
    super(message);
    this.cause = options?.cause;
  }
}

/** The migration folders cannot be run as they are. No step was run. */
export class MigrationsInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'database.migrations_invalid';
}

// PostgreSQL error codes (appendix A of its manual): a class is the first two characters.
const CONFLICTS = new Set(['40001', '40P01', '55P03']);
const UNAVAILABLE_CLASSES = new Set(['08', '53', '58']); // Connection, resources (full disk, memory), system.
const UNAVAILABLE = new Set([
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '25P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
]);
const LOST =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i;

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}

/** Whether the connection that gave `error` is of no more use. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code.startsWith('08') ||
    ['57P01', '57P02', '57P03', '25P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code) ||
    (error instanceof Error && LOST.test(error.message))
  );
}

/** The refusal behind an error of the driver; everything else comes back as it is (a constraint names its own rule). */
export function databaseError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const code = codeOf(error);
  if (CONFLICTS.has(code)) return new TransactionConflict({ cause: error });
  if (UNAVAILABLE.has(code) || UNAVAILABLE_CLASSES.has(code.slice(0, 2)) || isConnectionLost(error)) {
    return new DatabaseUnavailable({ cause: error });
  }
  return error;
}
