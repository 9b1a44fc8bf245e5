import { DomainError } from '#kernel';

/** The node did not answer, or not like a node. Whether a broadcast reached it is not known: send the same bytes again. */
export class ChainUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'chain.unavailable';

  constructor(what: string, options?: ErrorOptions) {
    super(`the chain does not answer: ${what}`, options);
  }
}

/** The node serves another chain than the configured one. Nothing was sent to it. */
export class ChainMismatch extends DomainError {
  readonly kind = 'refused';
  readonly code = 'chain.mismatch';

  constructor(expected: bigint, found: bigint) {
    super(`the node serves chain ${found}, but chain ${expected} is configured`);
  }
}

/** A contract refused a call or an estimate. `data` is what it said, for `decodeRevert`; nothing was sent. */
export class CallReverted extends DomainError {
  readonly kind = 'refused';
  readonly code = 'chain.call_reverted';
  override readonly details: { readonly data: string };

  constructor(
    readonly data: string,
    message: string,
  ) {
    super(message);
    this.details = { data };
  }
}

/** A transaction with this sender and nonce is mined already. These bytes were not taken, and never will be. */
export class NonceTooLow extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'chain.nonce_too_low';
}

/** A waiting transaction has this nonce and pays as much; the chain kept that one. */
export class Underpriced extends DomainError {
  readonly kind = 'refused';
  readonly code = 'chain.underpriced';
}

/** The sender holds less than value + gas limit × fee. The transaction was not taken. */
export class SenderCannotPay extends DomainError {
  readonly kind = 'refused';
  readonly code = 'chain.sender_cannot_pay';
}

/** The node did not take the transaction, for the reason it gave. */
export class TransactionRefused extends DomainError {
  readonly kind = 'refused';
  readonly code = 'chain.transaction_refused';
}

/** Another process holds the embedded chain's folder. Nothing was started. */
export class EmbeddedChainLocked extends DomainError {
  readonly kind = 'refused';
  readonly code = 'chain.locked';
}

/** The port for the embedded chain is taken. Nothing was started. */
export class EmbeddedChainPortBusy extends DomainError {
  readonly kind = 'refused';
  readonly code = 'chain.port_busy';
}

/** The embedded chain's folder cannot be written. Nothing was started. */
export class EmbeddedChainFolder extends DomainError {
  readonly kind = 'refused';
  readonly code = 'chain.folder_unusable';
}

/** Replaying the journal gave another block than it did before. The chain was not started; the ledger was not touched. */
export class EmbeddedChainDiverged extends DomainError {
  readonly kind = 'refused';
  readonly code = 'chain.diverged';
}

/** A line in the middle of the journal cannot be read. The chain was not started; nothing was written. */
export class EmbeddedChainJournalDamaged extends DomainError {
  readonly kind = 'refused';
  readonly code = 'chain.journal_damaged';
}

/** The embedded chain's process ended before it could serve. */
export class EmbeddedChainCrashed extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'chain.crashed';
}
