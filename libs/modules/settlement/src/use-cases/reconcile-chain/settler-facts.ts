import { Injectable } from '@nestjs/common';
import { type AccountPath, ReadBalances, accounts } from '#modules/ledger';
import type { SettlerFacts } from '../../domain/check-chain.ts';
import { ChainEventStore, textIn } from '../../storage/chain-event.store.ts';
import { ContractStore, type Settler } from '../../storage/contract.store.ts';
import { organisationIn } from '../book-events/settler-events.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { VaultReader } from './vault-reader.ts';

/** Merchants that are looked at; more than one installation admits. */
const MERCHANTS = 10_000;

const ADMITTED = { contract: 'commission_settler', name: 'MerchantAdmitted' } as const;

/** Reads what the ledger and the settler say of each other at a block. */
@Injectable()
export class SettlerReconciliation {
  constructor(
    private readonly contracts: FindContracts,
    private readonly store: ContractStore,
    private readonly events: ChainEventStore,
    private readonly reader: VaultReader,
    private readonly balances: ReadBalances,
  ) {}

  /** Null on a chain without a settler. */
  async facts(block: bigint): Promise<SettlerFacts | null> {
    const { settler } = await this.contracts.execute();
    if (settler === null) return null;
    const { asset, custodyKey, unitScale, address } = settler;
    const [custody] = await this.balances.execute([{ path: accounts.settler(custodyKey), asset }]);
    return {
      unitScale,
      bookedCustody: custody?.balance ?? 0n,
      holds: await this.reader.settlerHolds(block),
      balanceUnits: await this.reader.settlerBalance(address, block),
      escrows: await this.escrows(settler, block),
      payees: await this.payees(settler, block),
    };
  }

  private async escrows({ chainId, asset }: Settler, block: bigint): Promise<SettlerFacts['escrows']> {
    const admitted = await this.events.newest(chainId, ADMITTED, 'final', MERCHANTS);
    const onChain = new Map<AccountPath, bigint>();
    for (const event of admitted) {
      const organisation = organisationIn(event);
      if (organisation === null) continue;
      const { escrow } = await this.reader.merchant(textIn(event, 'merchant'), block);
      const path = accounts.escrow(organisation);
      onChain.set(path, (onChain.get(path) ?? 0n) + escrow);
    }
    const paths = [...onChain.keys()];
    const booked = await this.balances.execute(paths.map((path) => ({ path, asset })));
    return paths.map((path, at) => ({ booked: booked[at]?.balance ?? 0n, onChain: onChain.get(path) ?? 0n }));
  }

  private async payees({ custodyKey, asset }: Settler, block: bigint): Promise<SettlerFacts['payees']> {
    const wallets = await this.store.settlerWallets(custodyKey);
    const byPayee = Map.groupBy(wallets, ({ payeeId }) => payeeId);
    const facts: { booked: bigint; onChain: bigint }[] = [];
    for (const [payee, own] of byPayee) {
      if (payee === null) continue;
      const paths = [accounts.settling(payee, custodyKey), accounts.paid(payee, custodyKey)];
      const [settling, paid] = await this.balances.execute(paths.map((path) => ({ path, asset })));
      const onChain = await Promise.all(own.map(({ wallet }) => this.reader.withdrawable(wallet, block)));
      facts.push({
        booked: (settling?.balance ?? 0n) - (paid?.balance ?? 0n),
        onChain: onChain.reduce((sum, amount) => sum + amount, 0n),
      });
    }
    return facts;
  }
}
