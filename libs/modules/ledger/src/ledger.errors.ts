import { type Asset, DomainError, type EpochMs, formatInstant, type Id } from '#kernel';

/** The entry can never be booked as it is: `field` breaks a rule of its form. Nothing was written. */
export class EntryInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ledger.entry_invalid';
  override readonly details: { readonly entry: string; readonly field: string };

  constructor(entry: Id<'Entry'>, field: string, message: string) {
    super(`entry ${entry}: ${field} ${message}`);
    this.details = { entry, field };
  }
}

/** The id belongs to an entry with other content; `field` is the first that differs. Nothing was written. */
export class EntryIdReused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ledger.entry_id_reused';
  override readonly details: { readonly entry: string; readonly field: string };

  constructor(entry: Id<'Entry'>, field: string) {
    super(`entry ${entry} is booked with another ${field}`);
    this.details = { entry, field };
  }
}

/** The entry takes effect in a period that is closed; the same id may be sent again once it is open. Nothing was written. */
export class PeriodClosed extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.period_closed';
  override readonly details: { readonly entry: string; readonly effective_at: string; readonly closed_until: string };

  constructor(entry: Id<'Entry'>, effectiveAt: EpochMs, closedUntil: EpochMs) {
    super(
      `entry ${entry} takes effect at ${formatInstant(effectiveAt)}, the books are closed until ${formatInstant(closedUntil)}`,
    );
    this.details = { entry, effective_at: formatInstant(effectiveAt), closed_until: formatInstant(closedUntil) };
  }
}

/** The books cannot be closed or opened to that day: they are closed until elsewhere already. Nothing was written. */
export class PeriodNotMoved extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.period_not_moved';
  override readonly details: { readonly wanted: string; readonly closed_until: string | null };

  constructor(wanted: string, closedUntil: EpochMs | undefined) {
    const shown = closedUntil === undefined ? null : formatInstant(closedUntil);
    super(
      `the books are ${shown === null ? 'open' : `closed until ${shown}`}: ${wanted} changes nothing in that direction`,
    );
    this.details = { wanted, closed_until: shown };
  }
}

/** Nothing can be booked in this asset: the registry does not have it. Nothing was written. */
export class UnknownAsset extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ledger.unknown_asset';
  override readonly details: { readonly asset: string };

  constructor(asset: string) {
    super(`asset ${asset} is not in the registry`);
    this.details = { asset };
  }
}

/** No line of the chart of accounts has this path. Nothing was written. */
export class UnknownAccountPath extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ledger.unknown_account_path';
  override readonly details: { readonly account: string };

  constructor(account: string) {
    super(`the chart of accounts has no ${account}`);
    this.details = { account };
  }
}

/** The account is closed and takes no more transfers. Nothing was written. */
export class AccountClosed extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.account_closed';
  override readonly details: { readonly account: string; readonly asset: string };

  constructor(account: string, asset: Asset) {
    super(`account ${account} in ${asset} is closed`);
    this.details = { account, asset };
  }
}

/** The account cannot be closed: it still has money. Nothing was written. */
export class AccountNotEmpty extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.account_not_empty';
  override readonly details: { readonly account: string; readonly asset: string; readonly balance: string };

  constructor(account: string, asset: Asset, balance: bigint) {
    super(`account ${account} has ${balance} of ${asset} and cannot be closed`);
    this.details = { account, asset, balance: String(balance) };
  }
}

/** No transfer with this log position has been booked before the reversal. Nothing was written. */
export class OriginalNotFound extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.original_not_found';
  override readonly details: { readonly original: string };

  constructor(original: bigint) {
    super(`there is no transfer ${original} to reverse`);
    this.details = { original: String(original) };
  }
}

/** The original is itself a reversal, or in another asset. Nothing was written. */
export class OriginalNotReversible extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ledger.original_not_reversible';
  override readonly details: { readonly original: string };

  constructor(original: bigint, why: string) {
    super(`transfer ${original} cannot be reversed: ${why}`);
    this.details = { original: String(original) };
  }
}

/** The reversals of a transfer would add up to more than it moved (I12). Nothing was written. */
export class ReversalExceedsOriginal extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.reversal_exceeds_original';
  override readonly details: { readonly original: string; readonly left: string; readonly asked: string };

  constructor(original: bigint, left: bigint, asked: bigint) {
    super(`of transfer ${original} only ${left} is left to reverse, ${asked} was asked`);
    this.details = { original: String(original), left: String(left), asked: String(asked) };
  }
}

/** The account would go below its limit (I7). Nothing was written; the same id may be sent again once it is funded. */
export class InsufficientFunds extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.insufficient_funds';
  override readonly details: {
    readonly account: string;
    readonly asset: string;
    readonly available: string;
    readonly needed: string;
  };

  constructor(account: string, asset: Asset, available: bigint, needed: bigint) {
    super(`account ${account} has ${available} of ${asset}, needs ${needed}`);
    this.details = { account, asset, available: String(available), needed: String(needed) };
  }
}

/** The account's total would not fit 2⁶³ − 1 minor units. Nothing was written. */
export class BalanceOverflow extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.balance_overflow';
  override readonly details: { readonly account: string; readonly asset: string };

  constructor(account: string, asset: Asset) {
    super(`the totals of account ${account} in ${asset} are too large`);
    this.details = { account, asset };
  }
}

/** Every amount of the entry is "up to" and nothing is left to move. Nothing was written; it may be sent again. */
export class NothingToBook extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.nothing_to_book';
  override readonly details: { readonly entry: string };

  constructor(entry: Id<'Entry'>) {
    super(`entry ${entry} would move nothing`);
    this.details = { entry };
  }
}

/** There is no such account, or the caller may not see it. */
export class AccountNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'ledger.account_not_found';
  override readonly details: { readonly account: string; readonly asset: string };

  constructor(account: string, asset: Asset) {
    super(`there is no account ${account} in ${asset}`);
    this.details = { account, asset };
  }
}

/** The account has more transfers than one statement holds: audit it from an export of the books. */
export class StatementTooLong extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.statement_too_long';
  override readonly details: { readonly account: string; readonly most: number };

  constructor(account: string, most: number) {
    super(`account ${account} has more than ${most} transfers; export the books instead`);
    this.details = { account, most };
  }
}

/** The entry also moves money of others, so its leaves are not shown whole; a receipt proves the caller's part. */
export class EntryIsShared extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'ledger.entry_is_shared';
  override readonly details: { readonly entry: string };

  constructor(entry: string) {
    super('this entry also moves money of others');
    this.details = { entry };
  }
}

/** There is no such entry, or the caller may not see it. */
export class EntryNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'ledger.entry_not_found';
  override readonly details: { readonly entry: string };

  constructor(entry: string) {
    super(`there is no entry ${entry}`);
    this.details = { entry };
  }
}

/** The asset is tied to another token already. Nothing was written. */
export class AssetTiedToAnotherToken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ledger.asset_tied_to_another_token';
  override readonly details: { readonly asset: string };

  constructor(asset: Asset) {
    super(`asset ${asset} is tied to another token`);
    this.details = { asset };
  }
}

/** More entries wait to be posted than this process takes. Nothing was written; try again in a moment. */
export class LedgerBusy extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'ledger.busy';
  constructor() {
    super('too many entries wait to be posted, try again in a moment');
  }
}

/** There is no hold at this log position. Nothing was written. */
export class HoldNotFound extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.hold_not_found';
  override readonly details: { readonly seq: string };

  constructor(seq: bigint) {
    super(`there is no hold at log position ${seq}`);
    this.details = { seq: String(seq) };
  }
}

/** The hold was captured or voided before; a hold resolves once. Nothing was written. */
export class HoldResolved extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.hold_resolved';
  override readonly details: { readonly seq: string };

  constructor(seq: bigint) {
    super(`hold ${seq} is captured or voided already`);
    this.details = { seq: String(seq) };
  }
}

/** A capture takes more than was held, or a void another amount than was held. Nothing was written. */
export class HoldExceeded extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.hold_exceeded';
  override readonly details: { readonly seq: string; readonly held: string; readonly asked: string };

  constructor(seq: bigint, held: bigint, asked: bigint) {
    super(`hold ${seq} is of ${held}, not ${asked}`);
    this.details = { seq: String(seq), held: String(held), asked: String(asked) };
  }
}

/** A capture or void names other accounts or another asset than its hold. Nothing was written. */
export class HoldOfOthers extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.hold_of_others';
  override readonly details: { readonly seq: string };

  constructor(seq: bigint) {
    super(`hold ${seq} is between other accounts`);
    this.details = { seq: String(seq) };
  }
}
