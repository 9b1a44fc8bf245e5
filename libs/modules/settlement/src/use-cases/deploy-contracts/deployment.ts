import { type Asset, decimalsOf } from '#kernel';
import {
  type ContractName,
  callData,
  createdAddress,
  deployData,
  deployedVersion,
  selector,
} from '../../adapters/contract-calls.ts';
import type { WalletKeys } from '../../adapters/wallet-keys.ts';
import type { KnownContract } from '../../storage/contract.store.ts';
import type { Wish } from '../enqueue-chain-tx/enqueue-chain-tx.ts';

/** Role numbers in the AccessManager (contracts/README.md). */
const POSTER = 1n;
const GUARDIAN = 2n;

/** What is deployed at the first start on the embedded chain, and how to get there. */
export type Deployment = {
  /** In the order in which they are sent, all by the deployer, at consecutive nonces from the first on. */
  readonly wishes: readonly Wish[];
  readonly contracts: readonly KnownContract[];
  readonly address: Readonly<Record<ContractName, string>>;
};

/**
 * The deployment that starts at the deployer's nonce `first`. Addresses follow from sender and nonce (keccak of their
 * RLP, yellow paper section 7), so every constructor knows the others before anything is sent.
 */
export function planDeployment(keys: WalletKeys, first: bigint, asset: Asset, delaySeconds: number): Deployment {
  const deployer = keys.address('deployer');
  const order = ['access_manager', 'token', 'ledger_anchor', 'payout_vault'] as const;
  const address = Object.fromEntries(order.map((name, at) => [name, createdAddress(deployer, first + BigInt(at))])) as Record<ContractName, string>; // prettier-ignore
  const code = asset.split('/')[0] ?? asset;
  const constructors: Record<ContractName, readonly unknown[]> = {
    access_manager: [deployer],
    token: [`Provisio test ${code}`, code, decimalsOf(asset)],
    ledger_anchor: [address.access_manager, keys.address('poster')],
    payout_vault: [address.access_manager, address.token, 1n, delaySeconds, address.ledger_anchor],
  };
  const deploys = order.map((name) => ({
    intentKey: `deploy:${name}`,
    purpose: 'deploy',
    sender: deployer,
    to: null,
    data: deployData(name, constructors[name]),
  }));
  const grants = rights(keys, address).map(([step, method, args]) => ({
    intentKey: `deploy:${step}`,
    purpose: 'deploy',
    sender: deployer,
    to: address.access_manager,
    data: callData('access_manager', method, args),
  }));
  const contracts = order.map((name) => ({ name, address: address[name], version: deployedVersion(name) }));
  return { wishes: [...deploys, ...grants], contracts, address };
}

function rights(
  keys: WalletKeys,
  { payout_vault: vault }: Readonly<Record<ContractName, string>>,
): [string, string, unknown[]][] {
  const methods = (...names: string[]): string[] => names.map((name) => selector('payout_vault', name));
  return [
    ['may_post', 'setTargetFunctionRole', [vault, methods('postRoot'), POSTER]],
    ['may_guard', 'setTargetFunctionRole', [vault, methods('pause', 'voidRoot'), GUARDIAN]],
    ['poster', 'grantRole', [POSTER, keys.address('poster'), 0]],
    ['guardian', 'grantRole', [GUARDIAN, keys.address('guardian'), 0]],
  ];
}
