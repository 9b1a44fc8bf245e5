import { Injectable } from '@nestjs/common';
import { Clock, DomainError, present } from '#kernel';
import { Chain } from '#platform/chain';
import { UnitOfWork } from '#platform/database';
import { Books } from '#modules/ledger';
import { callData, callResult, createdAddress, deployData, deployedVersion } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { SettlementSettings } from '../../settlement-settings.ts';
import { BookAnchorFixed, ContractsMissing } from '../../settlement.errors.ts';
import { ContractStore } from '../../storage/contract.store.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { UntilFinal } from './until-final.ts';

/** Gives books besides the main one their LedgerAnchor: one contract holds one log. */
@Injectable()
export class AnchorBooks {
  constructor(
    private readonly chain: Chain,
    private readonly unitOfWork: UnitOfWork,
    private readonly books: Books,
    private readonly contracts: ContractStore,
    private readonly enqueue: EnqueueChainTx,
    private readonly untilFinal: UntilFinal,
    private readonly keys: WalletKeys,
    private readonly settings: SettlementSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes the configured contracts, deploys the others on a demo chain, and leaves books without one elsewhere. May be repeated
   * after a crash. @throws {ContractsMissing | BookAnchorFixed | DeploymentFailed}
   */
  async execute(): Promise<void> {
    for (const { book, contract } of this.settings.bookAnchors) {
      const known = await this.contracts.anchorOf(this.settings.chainId, book);
      if (known !== undefined && contract !== undefined && contract !== known) {
        throw new BookAnchorFixed(book, contract, `its heads are in ${known}`);
      }
      if (known !== undefined) continue;
      if (contract !== undefined) await this.take(book, contract);
      else if (this.settings.isDemoChain) await this.deploy(book);
    }
  }

  private async take(book: string, address: string): Promise<void> {
    if ((await this.chain.code(address)) === '0x') throw new ContractsMissing(`LedgerAnchor of book ${book}`, address);
    const { chainId } = this.settings;
    const owner = (await this.contracts.contracts(chainId)).find((each) => each.address === address);
    if (owner !== undefined) throw new BookAnchorFixed(book, address, `it is ${owner.name}`);
    const { size, root } = await this.headAt(book, address);
    const own = size === 0n ? undefined : await this.books.byNameOf(book).doors.readCheckpoint.bySize(size);
    if (size > 0n && `0x${own?.root.toString('hex')}` !== root) {
      throw new BookAnchorFixed(book, address, `it holds a head of ${size} leaves that is not of this log`);
    }
    await this.contracts.addBookAnchor(chainId, book, { address, version: null }, this.clock.now());
  }

  /** What the contract holds. @throws {ContractsMissing} it is no LedgerAnchor. */
  private async headAt(book: string, to: string): Promise<{ readonly size: bigint; readonly root: string }> {
    try {
      const answer = await this.chain.call({ to, data: callData('ledger_anchor', 'head', []) });
      const [size, root] = callResult('ledger_anchor', 'head', answer);
      return { size: BigInt(present(size, 'size')), root: String(root) };
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'unavailable') throw error;
      throw new ContractsMissing(`LedgerAnchor of book ${book}`, to);
    }
  }

  private async deploy(book: string): Promise<void> {
    const { chainId } = this.settings;
    const [sender, name] = [this.keys.address('deployer'), 'ledger_anchor'] as const;
    const manager = (await this.contracts.contracts(chainId)).find((each) => each.name === 'access_manager');
    const args = [present(manager, 'the access manager').address, this.keys.address('poster')];
    const wish = {
      intentKey: `deploy:${name}:${book}`,
      purpose: 'deploy',
      sender,
      to: null,
      data: deployData(name, args),
    };
    // A start that was cut off has its wish, and with it the nonce that the address follows from.
    const { id, nonce } = await this.unitOfWork.run((tx) => this.enqueue.execute(tx, wish));
    await this.untilFinal.execute([id]);
    const made = { address: createdAddress(sender, nonce), version: deployedVersion(name) };
    await this.contracts.addBookAnchor(chainId, book, made, this.clock.now());
  }
}
