import { Injectable } from '@nestjs/common';
import { type Caller, Clock, type EpochMs, publicId } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { SecretSource } from '../../adapters/secret-source.ts';
import { WalletSignatures } from '../../adapters/wallet-signatures.ts';
import { CHALLENGE_LIFE_MS, walletMessage } from '../../domain/wallet-message.ts';
import { IdentitySettings } from '../../identity-settings.ts';
import { NotAPayee, NotAllowed, WalletAddressInvalid } from '../../identity.errors.ts';
import { OrganisationStore } from '../../storage/organisation.store.ts';
import { type WalletAddress, type WalletChallenge, WalletStore } from '../../storage/wallet.store.ts';

/** Gives a payee the text to sign with the wallet that shall be paid. */
@Injectable()
export class IssueWalletChallenge {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly wallets: WalletStore,
    private readonly organisations: OrganisationStore,
    private readonly signatures: WalletSignatures,
    private readonly secrets: SecretSource,
    private readonly settings: IdentitySettings,
    private readonly clock: Clock,
  ) {}

  /** @throws {NotAllowed | NotAPayee | WalletAddressInvalid} in this order; nothing was issued. */
  async execute(caller: Caller, address: string): Promise<WalletChallenge> {
    if (caller.kind !== 'user') throw new NotAllowed('a wallet is set by a person, not by an API key');
    const [organisation] = await this.organisations.find([caller.organisation]);
    if (organisation?.kind !== 'partner') throw new NotAPayee();
    const checksummed = this.signatures.checksummed(address);
    if (checksummed === undefined) throw new WalletAddressInvalid();

    const issuedAt = this.clock.now();
    const expiresAt = (issuedAt + CHALLENGE_LIFE_MS) as EpochMs;
    const nonce = Buffer.from(this.secrets.bytes(16)).toString('hex');
    const url = new URL(this.settings.publicUrl);
    const message = walletMessage({
      domain: url.host,
      uri: url.origin,
      address: checksummed,
      chainId: this.settings.chainId,
      nonce,
      payee: publicId('org', caller.organisation),
      issuedAt,
      expiresAt,
    });
    const challenge: WalletChallenge = {
      nonce,
      organisationId: caller.organisation,
      userId: caller.subject,
      address: checksummed.toLowerCase() as WalletAddress,
      message,
      issuedAt,
      expiresAt,
    };
    await this.unitOfWork.run((tx) => this.wallets.issue(tx, challenge));
    return challenge;
  }
}
