import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, present } from '#kernel';
import { type Book, Books, MAIN_BOOK, ReadBalances, accounts } from '#modules/ledger';
import { type AnchoredFacts, type ChainCheck, type ChainFacts, checkChain } from '../../domain/check-chain.ts';
import { type Keccak, buildVaultTree } from '../../domain/vault-tree.ts';
import { bulkKeccak } from '../../keccak.ts';
import { NoVault } from '../../settlement.errors.ts';
import { ChainEventStore } from '../../storage/chain-event.store.ts';
import type { Vault } from '../../storage/contract.store.ts';
import { EpochStore } from '../../storage/epoch.store.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { SettlerReconciliation } from './settler-facts.ts';
import { VaultReader } from './vault-reader.ts';

/** The ledger and the chain side by side at one final block. */
export type ChainReconciliation = {
  readonly at: EpochMs;
  readonly chainId: bigint;
  readonly block: bigint;
  readonly custodyKey: string;
  readonly checks: readonly ChainCheck[];
  /** Those that do not hold. */
  readonly breaks: readonly ChainCheck[];
};

const TRIES = 5;

/** Compares what the ledger booked with what the vault and the anchor say. */
@Injectable()
export class ReconcileChain {
  private keccak: Keccak | undefined;

  constructor(
    private readonly contracts: FindContracts,
    private readonly events: ChainEventStore,
    private readonly epochs: EpochStore,
    private readonly reader: VaultReader,
    private readonly settlerFacts: SettlerReconciliation,
    private readonly balances: ReadBalances,
    private readonly books: Books,
    private readonly clock: Clock,
  ) {}

  /**
   * Everything at the newest block whose events are booked. When booking goes on meanwhile it looks again, so that a
   * difference is never one of time. @throws {NoVault | ChainUnavailable}
   */
  async execute(): Promise<ChainReconciliation> {
    const { chainId, vault } = await this.contracts.execute();
    for (let tries = 1; ; tries += 1) {
      const before = await this.events.position(chainId);
      if (before === undefined || before.finalBlock < 0n) throw new NoVault();
      const facts = await this.facts(vault, before.finalBlock);
      const after = await this.events.position(chainId);
      if (after?.finalBlock !== before.finalBlock && tries < TRIES) continue;
      const checks = checkChain(facts);
      const breaks = checks.filter(({ holds }) => !holds);
      return { at: this.clock.now(), chainId, block: before.finalBlock, custodyKey: vault.custodyKey, checks, breaks };
    }
  }

  private async facts(vault: Vault, block: bigint): Promise<ChainFacts> {
    const lanes = await this.lanes(vault, block);
    const [custody] = await this.balances.execute([{ path: accounts.custody(vault.custodyKey), asset: vault.asset }]);
    return {
      unitScale: vault.unitScale,
      bookedCustody: custody?.balance ?? 0n,
      bookedPaid: lanes.reduce((sum, { booked }) => sum + booked, 0n),
      vaultPaid: await this.reader.paid(block),
      fundedUnits: await this.reader.funded(block),
      balanceUnits: await this.reader.balance(block),
      lanes,
      anchored: await this.anchored(this.books.byNameOf(MAIN_BOOK), block),
      anchoredBooks: await this.anchoredBooks(block),
      epoch: await this.epoch(vault, block),
      settler: await this.settlerFacts.facts(block),
      unbooked: await this.events.problems(vault.chainId),
    };
  }

  private async lanes(vault: Vault, block: bigint): Promise<ChainFacts['lanes']> {
    const lanes = await this.epochs.lanes(vault.custodyKey);
    const refs = lanes.map(({ payeeId }) => ({ path: accounts.paid(payeeId, vault.custodyKey), asset: vault.asset }));
    const balances = await this.balances.execute(refs);
    const onChain = await Promise.all(lanes.map(({ lane }) => this.reader.claimed(lane, block)));
    return lanes.map(({ lane }, at) => ({ lane, booked: balances[at]?.balance ?? 0n, onChain: onChain[at] ?? 0n }));
  }

  private async anchoredBooks(block: bigint): Promise<ChainFacts['anchoredBooks']> {
    const facts: (AnchoredFacts & { book: string })[] = [];
    for (const book of this.books.all().filter(({ name }) => name !== MAIN_BOOK)) {
      const contract = await this.contracts.anchorOf(book.name);
      if (contract !== undefined) facts.push({ book: book.name, ...(await this.anchored(book, block, contract)) });
    }
    return facts;
  }

  private async anchored({ doors }: Book, block: bigint, contract?: string): Promise<AnchoredFacts> {
    const head = await this.reader.anchoredHead(block, contract);
    const own = await doors.readCheckpoint.bySize(head.size);
    return { ...head, ownRoot: own === undefined ? null : `0x${Buffer.from(own.root).toString('hex')}` };
  }

  private async epoch(vault: Vault, block: bigint): Promise<ChainFacts['epoch']> {
    const { epoch: number } = await this.reader.latest(block);
    const root = await this.reader.rootOf(number, block);
    const [stored, leaves] = [
      await this.epochs.find(vault.custodyKey, number),
      await this.epochs.leaves(vault.custodyKey, number),
    ];
    if (stored === undefined || leaves.length === 0) return { number, root, rebuilt: null, total: 0n, leafTotal: null };
    this.keccak ??= await bulkKeccak();
    const tree = buildVaultTree(this.keccak, { chainId: vault.chainId, vault: vault.address, epoch: number }, leaves);
    const rebuilt = `0x${Buffer.from(present(tree.root, 'root')).toString('hex')}`;
    return { number, root, rebuilt, total: stored.total, leafTotal: tree.total };
  }
}
