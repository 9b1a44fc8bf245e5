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
const REGISTRAR = 3n;

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
  const order = [
    'access_manager',
    'token',
    'ledger_anchor',
    'payout_vault',
    'commission_schedule',
    'commission_settler',
  ] as const;
  const address = Object.fromEntries(order.map((name, at) => [name, createdAddress(deployer, first + BigInt(at))])) as Record<ContractName, string>; // prettier-ignore
  const code = asset.split('/')[0] ?? asset;
  const constructors: Record<ContractName, readonly unknown[]> = {
    access_manager: [deployer],
    token: [`Provisio test ${code}`, code, decimalsOf(asset)],
    ledger_anchor: [address.access_manager, keys.address('poster')],
    payout_vault: [address.access_manager, address.token, 1n, delaySeconds, address.ledger_anchor],
    commission_schedule: [address.access_manager],
    commission_settler: [address.access_manager, address.token, 1n, address.commission_schedule],
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
  address: Readonly<Record<ContractName, string>>,
): readonly [step: string, method: string, args: readonly unknown[]][] {
  const may = (role: bigint, contract: ContractName, ...names: string[]): readonly unknown[] => [
    address[contract],
    names.map((name) => selector(contract, name)),
    role,
  ];
  return [
    ['may_post', 'setTargetFunctionRole', may(POSTER, 'payout_vault', 'postRoot')],
    ['may_guard', 'setTargetFunctionRole', may(GUARDIAN, 'payout_vault', 'pause', 'voidRoot')],
    ['may_publish', 'setTargetFunctionRole', may(REGISTRAR, 'commission_schedule', 'publish')],
    ['may_admit', 'setTargetFunctionRole', may(REGISTRAR, 'commission_settler', 'admit')],
    ['may_guard_settler', 'setTargetFunctionRole', may(GUARDIAN, 'commission_settler', 'pause')],
    ['poster', 'grantRole', [POSTER, keys.address('poster'), 0]],
    ['guardian', 'grantRole', [GUARDIAN, keys.address('guardian'), 0]],
    ['registrar', 'grantRole', [REGISTRAR, keys.address('poster'), 0]],
  ];
}
