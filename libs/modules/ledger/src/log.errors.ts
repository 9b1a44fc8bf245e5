import { DomainError } from '#kernel';

/** The log has never had this size, or no leaf at this position within it. */
export class NotInLog extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'ledger.not_in_log';
  override readonly details: { readonly size: string };

  constructor(what: string, size: bigint) {
    super(`${what} is not in a log of ${size} leaves`);
    this.details = { size: String(size) };
  }
}

/** No checkpoint has been signed yet; try again after the first one. */
export class NoCheckpoint extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'ledger.no_checkpoint';

  constructor() {
    super('no checkpoint has been signed yet');
  }
}

/**
 * What is published under this name is not what the log says: somebody changed the store, or the database was put back to
 * an older state and grew otherwise. Nothing was written over. A person must find out which of the two is right.
 */
export class PublishedLogDiffers extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'ledger.published_log_differs';
  override readonly details: { readonly name: string };

  constructor(name: string) {
    super(`what is published as ${name} is not what the log says`);
    this.details = { name };
  }
}

/** A part of history cannot be moved, for the reason that is said. Nothing was copied. */
export class PartNotMovable extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.part_not_movable';
  override readonly details: { readonly part: number; readonly why: string };

  constructor(part: number, why: string) {
    super(`part ${part} of history cannot be moved: ${why}`);
    this.details = { part, why };
  }
}

/**
 * What was copied of a part of history, the part itself and the sealed tiles are not the same at `seq`: an alarm, run the audit. The
 * part was left where it is, and the copy was dropped.
 */
export class PartCopyDiffers extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'ledger.part_copy_differs';
  override readonly details: { readonly part: number; readonly seq: string };

  constructor(part: number, seq: bigint) {
    super(`part ${part} of history, its copy and the tiles differ at position ${seq}`);
    this.details = { part, seq: String(seq) };
  }
}

/** History was being read or locked for minutes, and the copy of a part could not take its place. The copy was dropped; try again. */
export class PartInUse extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'ledger.part_in_use';
  override readonly details: { readonly part: number };

  constructor(part: number, options?: ErrorOptions) {
    super(`part ${part} of history is in use all the time: end what reads history for long, and try again`);
    this.cause = options?.cause;
    this.details = { part };
  }
}
