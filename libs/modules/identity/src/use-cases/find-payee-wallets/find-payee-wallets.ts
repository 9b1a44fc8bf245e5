import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { type PayeeWallet, type WalletAddress, WalletStore } from '../../storage/wallet.store.ts';

/** Reads the wallets that payees are paid to. */
@Injectable()
export class FindPayeeWallets {
  constructor(private readonly wallets: WalletStore) {}

  /** The wallet in force of each payee that has one, lower-case address. One query. */
  async execute(payees: readonly Id<'Organisation'>[]): Promise<Map<Id<'Organisation'>, WalletAddress>> {
    const found = payees.length === 0 ? [] : await this.wallets.find(payees);
    return new Map(found.map((wallet) => [wallet.organisationId, wallet.address]));
  }

  /** The wallet of one payee, with when it was set. */
  async one(payee: Id<'Organisation'>): Promise<PayeeWallet | undefined> {
    return (await this.wallets.find([payee]))[0];
  }

  /** Whose wallets these addresses (lower case) are; one of nobody is left out. */
  owners(addresses: readonly string[]): Promise<Map<string, Id<'Organisation'>>> {
    return addresses.length === 0 ? Promise.resolve(new Map()) : this.wallets.owners(addresses);
  }
}
