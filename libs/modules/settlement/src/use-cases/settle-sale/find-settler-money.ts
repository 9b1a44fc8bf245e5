import { Injectable } from '@nestjs/common';
import { type Id, type Minor, minor } from '#kernel';
import { ReadBalances, accounts } from '#modules/ledger';
import { ContractStore, type Settler } from '../../storage/contract.store.ts';
import { orgRefOf } from '../../domain/org-ref.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { VaultReader } from '../reconcile-chain/vault-reader.ts';

/** A merchant's side of the settler. `escrow` as the chain says now, `booked` as the ledger says, final. */
export type MerchantMoney = {
  readonly settler: Settler;
  /** Null while the merchant has none. */
  readonly wallet: string | null;
  readonly isAdmitted: boolean;
  readonly escrow: Minor;
  readonly booked: Minor;
};

/** A payee's side: credited and paid by the ledger, finally; withdrawable on chain now. */
export type PayeeMoney = {
  readonly settler: Settler;
  readonly wallets: readonly { readonly wallet: string; readonly withdrawable: Minor }[];
  readonly withdrawable: Minor;
  readonly credited: Minor;
  readonly paid: Minor;
};

/** Reads what an organisation has in the settler. */
@Injectable()
export class FindSettlerMoney {
  constructor(
    private readonly contracts: FindContracts,
    private readonly store: ContractStore,
    private readonly reader: VaultReader,
    private readonly balances: ReadBalances,
  ) {}

  /** @throws {NoSettler | ChainUnavailable} */
  async merchant(id: Id<'Organisation'>): Promise<MerchantMoney> {
    const settler = await this.contracts.settler();
    const wallet = (await this.store.merchantWallet(settler.custodyKey, id)) ?? null;
    const [booked] = await this.balances.execute([{ path: accounts.escrow(id), asset: settler.asset }]);
    const found = wallet === null ? { escrow: 0n, orgRef: null } : await this.reader.merchant(wallet);
    const isAdmitted = found.orgRef === orgRefOf(id);
    const escrow = minor(isAdmitted ? found.escrow : 0n);
    return { settler, wallet, isAdmitted, escrow, booked: minor(booked?.balance ?? 0n) };
  }

  /** @throws {NoSettler | ChainUnavailable} */
  async payee(id: Id<'Organisation'>): Promise<PayeeMoney> {
    const settler = await this.contracts.settler();
    const { asset, custodyKey } = settler;
    const known = (await this.store.settlerWallets(custodyKey)).filter(({ payeeId }) => payeeId === id);
    const wallets = await Promise.all(
      known.map(async ({ wallet }) => ({ wallet, withdrawable: minor(await this.reader.withdrawable(wallet)) })),
    );
    const paths = [accounts.settling(id, custodyKey), accounts.paid(id, custodyKey)];
    const [credited, paid] = await this.balances.execute(paths.map((path) => ({ path, asset })));
    return {
      settler,
      wallets,
      withdrawable: minor(wallets.reduce((sum, { withdrawable }) => sum + withdrawable, 0n)),
      credited: minor(credited?.balance ?? 0n),
      paid: minor(paid?.balance ?? 0n),
    };
  }
}
