import { DomainError } from '#kernel';

/** The database names contracts that the chain does not have: one of the two was replaced. Nothing was sent. */
export class ContractsMissing extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.contracts_missing';

  constructor(name: string, address: string) {
    super(
      `there is no ${name} at ${address} on the chain: the chain's folder and the database do not belong together. ` +
        'Restore both from one backup, or begin again with --reset.',
    );
  }
}

/**
 * A LedgerAnchor holds one log for ever, and `LEDGER_BOOKS` asks for another contract for a book that has one, or for one that holds
 * another log. Nothing was started.
 */
export class BookAnchorFixed extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.book_anchor_fixed';
  override readonly details: { readonly book: string; readonly contract: string };

  constructor(book: string, contract: string, why: string) {
    super(`book ${book} cannot be anchored at ${contract}: ${why}, and a LedgerAnchor holds one log for ever`);
    this.details = { book, contract };
  }
}

/** Deploying a contract failed on the chain. The next start tries again. */
export class DeploymentFailed extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'settlement.deployment_failed';

  constructor(problem: string) {
    super(`a contract could not be deployed: ${problem}`);
  }
}

/** No contracts are known for this chain yet. Nothing was read or sent. */
export class NoVault extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'settlement.no_vault';

  constructor() {
    super('the contracts of this chain are not known yet, try again');
  }
}

/** A signing key is one that everybody has (Hardhat's), on a chain where money is real. Nothing was started. */
export class PublicKeyRefused extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.public_key_refused';

  constructor(role: string, chainId: bigint) {
    super(`the ${role} key is one of Hardhat's, which everybody has; it is refused on chain ${chainId}`);
  }
}

/** A key file may be read by others, or is not a key. Nothing was started. */
export class KeyFileUnsafe extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.key_file_unsafe';
}

/** Only a demo chain (31337, contracts of our own) has demo money. Nothing was sent. */
export class DemoMoneyRefused extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.demo_money_refused';

  constructor(chainId: bigint) {
    super(`test tokens are minted on a demo chain only, not on chain ${chainId} with its contracts`);
  }
}

/** The payee has nothing to claim in that epoch. Nothing was sent. */
export class NothingToClaim extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.nothing_to_claim';

  constructor(message = 'there is nothing to claim') {
    super(message);
  }
}

/** The payout root is posted but may not be claimed against yet. Nothing was sent; try again after `active_at`. */
export class EpochNotActive extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.epoch_not_active';
  override readonly details: { readonly active_at: string | null };

  constructor(activeAt: Date | null) {
    super('the payout root is not active yet');
    this.details = { active_at: activeAt?.toISOString() ?? null };
  }
}

/** The signature is not the wallet's over exactly this claim. Nothing was sent. */
export class ClaimSignatureWrong extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'settlement.claim_signature_wrong';

  constructor(wallet: string) {
    super(`this is not a signature of ${wallet} over this claim`);
  }
}

/** The deadline of the signature is over, or too near to get it mined. Nothing was sent. */
export class ClaimExpired extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'settlement.claim_expired';

  constructor() {
    super('the deadline of the signature is over or too near');
  }
}

/** The vault would refuse the claim, for the reason in `details.reason`. Nothing was sent. */
export class ClaimRefused extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.claim_refused';
  override readonly details: { readonly reason: string };

  constructor(reason: string) {
    super(`the vault refuses this claim: ${reason}`);
    this.details = { reason };
  }
}

/** The branch that the chain follows now parted from ours below everything that we know. Nothing was changed. */
export class ReorgTooDeep extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.reorg_too_deep';

  constructor(lowest: bigint) {
    super(`the chain parted from the branch we know below block ${lowest}, the oldest we have; a person must look`);
  }
}

/** The caller has relayed no such claim. */
export class ClaimNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'settlement.claim_not_found';

  constructor() {
    super('no such claim');
  }
}

/** No vault pays this asset. Nothing was read or sent. */
export class AssetNotPaid extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.asset_not_paid';

  constructor(asset: string) {
    super(`no vault pays ${asset}`);
  }
}

/** No commission settler is known for this chain. Nothing was read or sent. */
export class NoSettler extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.no_settler';

  constructor() {
    super('sales do not settle on this chain: no CommissionSettler is configured');
  }
}

/** The database's contracts are those of an earlier version, without the commission settler. Nothing was sent. */
export class ContractsOutdated extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.contracts_outdated';

  constructor(name: string) {
    super(`this chain was set up by an earlier version, which had no ${name}: begin again with --reset`);
  }
}

/** The ledger has booked the order already, so a payout epoch pays it. Nothing was signed for or sent. */
export class PaidByEpoch extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.paid_by_epoch';

  constructor() {
    super('the commission of this order is booked already and will be paid by a payout run, not on chain');
  }
}

/** The payee has no wallet. Nothing was sent. */
export class PayeeWithoutWallet extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.payee_without_wallet';

  constructor() {
    super('the payee has not set a wallet');
  }
}

/** The merchant has proven no wallet that signs and pays for it. Nothing was sent. */
export class MerchantNotAdmitted extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.merchant_not_admitted';

  constructor() {
    super('a wallet must be admitted to the settler first: POST /v1/settler/merchants with its signature');
  }
}

/** The signature is not the merchant's wallet's over exactly this sale or admission. Nothing was sent. */
export class SaleSignatureWrong extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'settlement.sale_signature_wrong';

  constructor(wallet: string) {
    super(`this is not a signature of ${wallet} over this`);
  }
}

/** The settler would refuse the sale, for the reason in `details.reason`. Nothing was sent. */
export class SaleRefused extends DomainError {
  readonly kind = 'refused';
  readonly code = 'settlement.sale_refused';
  override readonly details: { readonly reason: string };

  constructor(reason: string) {
    super(`the settler refuses this sale: ${reason}`);
    this.details = { reason };
  }
}

/** The caller has relayed no such sale or withdrawal. */
export class RelayNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'settlement.relay_not_found';

  constructor() {
    super('no such transaction');
  }
}
