import { Injectable } from '@nestjs/common';
import { MAIN_BOOK } from '#modules/ledger';
import { type BookAnchorName, type ContractName, type KnownName, isBookAnchor } from '../../adapters/contract-calls.ts';
import { SettlementSettings } from '../../settlement-settings.ts';
import { NoSettler, NoVault } from '../../settlement.errors.ts';
import { ContractStore, type KnownContract, type Settler, type Vault } from '../../storage/contract.store.ts';

/** The contracts of the configured chain, by name, and the vault that is paid from. */
export type Contracts = {
  readonly chainId: bigint;
  readonly all: readonly KnownContract[];
  readonly vault: Vault;
  /** Null on a chain without one: sales are then paid by epochs alone. */
  readonly settler: Settler | null;
  /** Address of a contract, lower-case hex. */
  readonly address: (name: ContractName) => string;
};

/** Reads which contracts we talk to. */
@Injectable()
export class FindContracts {
  private found: Contracts | undefined;

  constructor(
    private readonly store: ContractStore,
    private readonly settings: SettlementSettings,
  ) {}

  /** @throws {NoVault} before the first start has deployed them. They never change after that. */
  async execute(): Promise<Contracts> {
    this.found ??= await this.read();
    if (this.found === undefined) throw new NoVault();
    return this.found;
  }

  /** @throws {NoVault | NoSettler} where sales cannot be settled on chain. */
  async settler(): Promise<Settler> {
    const { settler } = await this.execute();
    if (settler === null) throw new NoSettler();
    return settler;
  }

  /** Where the heads of a book are anchored; undefined for a book that is not. Another process may just have deployed it. */
  async anchorOf(book: string): Promise<string | undefined> {
    if (book === MAIN_BOOK) return (await this.execute()).address('ledger_anchor');
    return this.store.anchorOf(this.settings.chainId, book);
  }

  /** The anchors of books besides the main one, by address, as they are now. */
  async bookAnchors(): Promise<ReadonlyMap<string, BookAnchorName>> {
    const all = await this.store.contracts(this.settings.chainId);
    return new Map(all.flatMap(({ name, address }) => (isBookAnchor(name) ? [[address, name]] : [])));
  }

  private async read(): Promise<Contracts | undefined> {
    const { chainId } = this.settings;
    const [all, vault] = [await this.store.contracts(chainId), await this.store.vault(chainId)];
    if (vault === undefined) return undefined;
    const settler = (await this.store.settler(chainId)) ?? null;
    const byName = new Map<KnownName, string>(all.map(({ name, address }) => [name, address]));
    const address = (name: ContractName): string => {
      const found = byName.get(name);
      if (found === undefined) throw new NoVault();
      return found;
    };
    return { chainId, all, vault, settler, address };
  }
}
