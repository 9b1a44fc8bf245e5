import { Injectable } from '@nestjs/common';
import { type Caller, Clock } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { WalletSignatures } from '../../adapters/wallet-signatures.ts';
import { nonceOf } from '../../domain/wallet-message.ts';
import { NotAllowed, WalletChallengeInvalid, WalletSignatureWrong } from '../../identity.errors.ts';
import { type PayeeWallet, WalletStore } from '../../storage/wallet.store.ts';

/**
 * Sets the wallet that a payee is paid to, proven by its signature over the challenge that we issued to this person.
 * Each wallet that was ever set stays in the history, with the message and the signature.
 */
@Injectable()
export class SetPayeeWallet {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly wallets: WalletStore,
    private readonly signatures: WalletSignatures,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws {NotAllowed | WalletChallengeInvalid | WalletSignatureWrong} the wallet stays as it was, and a challenge
   * with a wrong signature may still be answered rightly.
   */
  execute(caller: Caller, input: { readonly message: string; readonly signature: string }): Promise<PayeeWallet> {
    if (caller.kind !== 'user') throw new NotAllowed('a wallet is set by a person, not by an API key');
    const { message, signature } = input;
    const nonce = nonceOf(message);
    if (nonce === undefined) throw new WalletChallengeInvalid();
    const { organisation: organisationId, subject: userId } = caller;
    return this.unitOfWork.run(async (tx) => {
      const setAt = this.clock.now();
      const address = await this.wallets.use(tx, { nonce, organisationId, userId, message }, setAt);
      if (address === undefined) throw new WalletChallengeInvalid();
      if (this.signatures.signerOf(message, signature) !== address) throw new WalletSignatureWrong();
      return this.wallets.set(tx, { organisationId, address, setAt, message, signature, setBy: userId });
    });
  }
}
