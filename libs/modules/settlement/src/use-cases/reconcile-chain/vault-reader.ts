import { Injectable } from '@nestjs/common';
import { Bug } from '#kernel';
import { type BlockTag, Chain } from '#platform/chain';
import { type ContractName, callData, callResult } from '../../adapters/contract-calls.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';

/** What the vault says of its newest epoch; `activeAt` in seconds. */
export type VaultLatest = { readonly epoch: bigint; readonly activeAt: bigint; readonly total: bigint };

/** What the anchor holds; size 0 before the first. */
export type AnchoredHead = { readonly size: bigint; readonly root: string };

const ZERO_ROOT = `0x${'0'.repeat(64)}`;

type At = BlockTag | bigint;

/** Asks our contracts, at the newest block or at a given one. */
@Injectable()
export class VaultReader {
  constructor(
    private readonly chain: Chain,
    private readonly contracts: FindContracts,
  ) {}

  /** The head in the LedgerAnchor at `contract`, the main book's unless given; none before the block that made it. */
  async anchoredHead(at: At = 'latest', contract?: string): Promise<AnchoredHead> {
    const to = contract ?? (await this.contracts.execute()).address('ledger_anchor');
    const answer = await this.chain.call({ to, data: callData('ledger_anchor', 'head', []) }, at);
    if (answer === '0x' && contract !== undefined) return { size: 0n, root: ZERO_ROOT };
    const [size, root] = callResult('ledger_anchor', 'head', answer);
    return { size: whole(size), root: String(root) };
  }

  async latest(at: At = 'latest'): Promise<VaultLatest> {
    const [epoch, activeAt, total] = await this.ask('payout_vault', 'latest', [], at);
    return { epoch: whole(epoch), activeAt: whole(activeAt), total: whole(total) };
  }

  /** What the vault stores for an epoch; the zero hash when it has none. */
  async rootOf(epoch: bigint, at: At = 'latest'): Promise<string> {
    return String((await this.ask('payout_vault', 'rootOf', [epoch], at))[0]);
  }

  /** Book units that a lane was ever paid. */
  async claimed(lane: bigint, at: At = 'latest'): Promise<bigint> {
    return whole((await this.ask('payout_vault', 'claimed', [lane], at))[0]);
  }

  /** Book units ever paid, over all lanes. */
  async paid(at: At = 'latest'): Promise<bigint> {
    return whole((await this.ask('payout_vault', 'paid', [], at))[0]);
  }

  /** Token units ever deposited. */
  async funded(at: At = 'latest'): Promise<bigint> {
    return whole((await this.ask('payout_vault', 'funded', [], at))[0]);
  }

  /** Token units that the vault holds. */
  async balance(at: At = 'latest'): Promise<bigint> {
    const { vault } = await this.contracts.execute();
    return whole((await this.ask('token', 'balanceOf', [vault.address], at))[0]);
  }

  /** Book units that a merchant has in escrow, and the organisation that it stands for; zeros when it was never admitted. */
  async merchant(wallet: string, at: At = 'latest'): Promise<{ readonly escrow: bigint; readonly orgRef: string }> {
    const [escrow] = await this.ask('commission_settler', 'escrowOf', [wallet], at);
    const [orgRef] = await this.ask('commission_settler', 'orgRefOf', [wallet], at);
    return { escrow: whole(escrow), orgRef: String(orgRef) };
  }

  /** Book units that a wallet may withdraw from the settler. */
  async withdrawable(wallet: string, at: At = 'latest'): Promise<bigint> {
    return whole((await this.ask('commission_settler', 'claimable', [wallet], at))[0]);
  }

  /** Book units that the settler holds by its own counting: deposited − withdrawn. */
  async settlerHolds(at: At = 'latest'): Promise<bigint> {
    const [deposited] = await this.ask('commission_settler', 'deposited', [], at);
    const [withdrawn] = await this.ask('commission_settler', 'withdrawn', [], at);
    return whole(deposited) - whole(withdrawn);
  }

  /** Token units that the settler holds. */
  async settlerBalance(settler: string, at: At = 'latest'): Promise<bigint> {
    return whole((await this.ask('token', 'balanceOf', [settler], at))[0]);
  }

  private async ask(
    contract: ContractName,
    method: string,
    args: readonly unknown[],
    at: At,
  ): Promise<readonly unknown[]> {
    const { address } = await this.contracts.execute();
    const answer = await this.chain.call({ to: address(contract), data: callData(contract, method, args) }, at);
    return callResult(contract, method, answer);
  }
}

function whole(value: unknown): bigint {
  if (typeof value !== 'bigint') throw new Bug(`the contract answered ${String(value)} where a number was expected`);
  return value;
}
