import { Injectable } from '@nestjs/common';
import { Clock, type Id, present } from '#kernel';
import { Chain } from '#platform/chain';
import { UnitOfWork } from '#platform/database';
import { RegisterAsset } from '#modules/ledger';
import { type ContractName, callData, callResult } from '../../adapters/contract-calls.ts';
import { KEY_ROLES, WalletKeys } from '../../adapters/wallet-keys.ts';
import { type ExternalContracts, SettlementSettings } from '../../settlement-settings.ts';
import { ContractsMissing, ContractsOutdated, NoVault } from '../../settlement.errors.ts';
import { ChainTxStore } from '../../storage/chain-tx.store.ts';
import { ContractStore, type KnownContract, type Settler, type Vault } from '../../storage/contract.store.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { AnchorBooks } from './anchor-books.ts';
import { type Deployment, planDeployment } from './deployment.ts';
import { UntilFinal } from './until-final.ts';

/** Makes the contracts known before anything else is done: deploys them at the first start on the embedded chain. */
@Injectable()
export class DeployContracts {
  constructor(
    private readonly chain: Chain,
    private readonly unitOfWork: UnitOfWork,
    private readonly contracts: ContractStore,
    private readonly txs: ChainTxStore,
    private readonly enqueue: EnqueueChainTx,
    private readonly untilFinal: UntilFinal,
    private readonly anchorBooks: AnchorBooks,
    private readonly registerAsset: RegisterAsset,
    private readonly keys: WalletKeys,
    private readonly settings: SettlementSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens the senders, then finds the contracts, takes the configured ones, or deploys; then those of the books. May be repeated
   * after a crash. @throws {ContractsMissing | ContractsOutdated | DeploymentFailed | NoVault | BookAnchorFixed}
   */
  async execute(): Promise<void> {
    await this.openSenders();
    await this.prepare();
    await this.anchorBooks.execute();
  }

  private async prepare(): Promise<void> {
    const { chainId, contracts: external, isDemoChain } = this.settings;
    const known = await this.contracts.contracts(chainId);
    if (known.length > 0) return this.checkKnown(known);
    if (external !== null) return this.takeConfigured(external);
    if (!isDemoChain) throw new NoVault();
    await this.deploy();
  }

  private async openSenders(): Promise<void> {
    for (const address of KEY_ROLES.map((role) => this.keys.address(role))) {
      await this.txs.openSender(this.settings.chainId, address, await this.chain.nonce(address));
    }
  }

  private async checkKnown(contracts: readonly KnownContract[]): Promise<void> {
    await this.checkTheyExist(contracts);
    const isOurs = contracts.some(({ version }) => version !== null);
    if (isOurs && !contracts.some(({ name }) => name === 'commission_settler')) {
      throw new ContractsOutdated('commission_settler');
    }
  }

  private async checkTheyExist(contracts: readonly KnownContract[]): Promise<void> {
    for (const { name, address } of contracts) {
      if ((await this.chain.code(address)) === '0x') throw new ContractsMissing(name, address);
    }
  }

  private async deploy(): Promise<void> {
    const { chainId, asset, delaySeconds } = this.settings;
    const deployer = this.keys.address('deployer');
    const { deployment, ids } = await this.unitOfWork.run(async (tx) => {
      // A start that was cut off has its first wish, and with it the nonce that all addresses follow from.
      const begun = await this.txs.findByIntent(tx, chainId, 'deploy:access_manager');
      const first = begun?.nonce ?? present(await this.txs.lockSender(tx, chainId, deployer), 'the deployer');
      const plan = planDeployment(this.keys, first, asset, delaySeconds);
      const wished: Id<'ChainTx'>[] = [];
      for (const wish of plan.wishes) wished.push((await this.enqueue.execute(tx, wish)).id);
      return { deployment: plan, ids: wished };
    });
    await this.untilFinal.execute(ids);
    await this.record(deployment);
  }

  private async record({ contracts, address }: Deployment): Promise<void> {
    const made = await this.txs.byIntent(this.settings.chainId, 'deploy:payout_vault');
    const firstBlock = made?.mined?.block ?? 0n;
    const { asset, delaySeconds } = this.settings;
    await this.add(
      contracts,
      { address: address.payout_vault, asset, unitScale: 1n, delaySeconds, firstBlock },
      { address: address.commission_settler, schedule: address.commission_schedule, asset, unitScale: 1n },
      address.token,
    );
  }

  private async takeConfigured(given: ExternalContracts): Promise<void> {
    const { ledgerAnchor, firstBlock } = given;
    const [payoutVault, settler] = [given.payoutVault.toLowerCase(), await this.settlerIn(given)];
    const token = String(await this.ask('payout_vault', payoutVault, 'token'));
    const contracts: KnownContract[] = [
      { name: 'token', address: token, version: null },
      { name: 'ledger_anchor', address: ledgerAnchor.toLowerCase(), version: null },
      { name: 'payout_vault', address: payoutVault, version: null },
      ...(settler === undefined ? [] : settlerContracts(settler)),
    ];
    await this.checkTheyExist(contracts);
    const unitScale = BigInt(String(await this.ask('payout_vault', payoutVault, 'unitScale')));
    const delaySeconds = Number(await this.ask('payout_vault', payoutVault, 'delaySeconds'));
    const { asset } = this.settings;
    await this.add(contracts, { address: payoutVault, asset, unitScale, delaySeconds, firstBlock }, settler, token);
  }

  /** The configured settler. @throws {ContractsMissing} it pays another token than the vault. */
  private async settlerIn({ commissionSettler, payoutVault }: ExternalContracts): Promise<NewSettler | undefined> {
    if (commissionSettler === undefined) return undefined;
    const address = commissionSettler.toLowerCase();
    await this.checkTheyExist([{ name: 'commission_settler', address, version: null }]);
    const [pays, token] = [
      await this.ask('commission_settler', address, 'token'),
      await this.ask('payout_vault', payoutVault.toLowerCase(), 'token'),
    ];
    if (pays !== token) throw new ContractsMissing(`settler of the vault's token`, address);
    const schedule = String(await this.ask('commission_settler', address, 'schedule'));
    const unitScale = BigInt(String(await this.ask('commission_settler', address, 'unitScale')));
    return { address, schedule, asset: this.settings.asset, unitScale };
  }

  private async add(
    contracts: readonly KnownContract[],
    vault: Omit<Vault, 'custodyKey' | 'chainId'>,
    settler: NewSettler | undefined,
    token: string,
  ): Promise<void> {
    const { chainId } = this.settings;
    await this.unitOfWork.run(async (tx) => {
      await this.contracts.add(tx, chainId, contracts, vault, this.clock.now());
      if (settler !== undefined) await this.contracts.addSettler(tx, { ...settler, chainId });
      await this.registerAsset.execute(tx, vault.asset, { chainId, address: token, unitScale: vault.unitScale });
    });
  }

  private async ask(contract: ContractName, to: string, method: string): Promise<bigint | string | boolean> {
    const answer = await this.chain.call({ to, data: callData(contract, method, []) });
    return present(callResult(contract, method, answer)[0], method);
  }
}

type NewSettler = Omit<Settler, 'custodyKey' | 'chainId'>;

function settlerContracts({ address, schedule }: NewSettler): KnownContract[] {
  return [
    { name: 'commission_schedule', address: schedule, version: null },
    { name: 'commission_settler', address, version: null },
  ];
}
