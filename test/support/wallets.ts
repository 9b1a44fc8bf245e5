import { Contract, HDNodeWallet, JsonRpcProvider } from 'ethers';
import { textAt } from './rest.ts';

/** Hardhat's published phrase: its accounts hold the embedded chain's gas money. The product uses the first four. */
const PHRASE = 'test test test test test test test test test test test junk';

const TOKEN = [
  'function mint(address to, uint256 amount)',
  'function approve(address spender, uint256 amount) returns (bool)',
  'function balanceOf(address owner) view returns (uint256)',
];
const VAULT = ['function deposit(bytes32 orgRef, uint256 amount)'];

/**
 * Deposits test money the way a merchant does: with a wallet of its own, over the chain's JSON-RPC, knowing nothing but
 * what `GET /v1/settlement/contracts` answers the merchant. `account` picks one of Hardhat's rich accounts, 4 to 19.
 */
export async function depositOnChain(
  rpcUrl: string,
  contracts: unknown,
  amount: bigint,
  account: number,
): Promise<void> {
  const provider = new JsonRpcProvider(rpcUrl, undefined, {
    polling: true,
    pollingInterval: 50,
    cacheTimeout: -1, // or it answers the nonce of a moment ago
  });
  try {
    const wallet = HDNodeWallet.fromPhrase(PHRASE, '', `m/44'/60'/0'/0/${account}`).connect(provider);
    const vaultAddress = textAt(contracts, 'deposit.contract');
    const token = new Contract(textAt(contracts, 'deposit.token'), TOKEN, wallet);
    const vault = new Contract(vaultAddress, VAULT, wallet);
    const units = amount * BigInt(textAt(contracts, 'unit_scale'));
    await mined(token, 'mint', wallet.address, units);
    await mined(token, 'approve', vaultAddress, units);
    await mined(vault, 'deposit', textAt(contracts, 'deposit.org_ref'), units);
  } finally {
    provider.destroy();
  }
}

type Sent = { wait(): Promise<{ readonly status: number | null } | null> };

async function mined(contract: Contract, method: string, ...args: readonly unknown[]): Promise<void> {
  const sent = (await contract.getFunction(method)(...args)) as Sent;
  const receipt = await sent.wait();
  if (receipt?.status !== 1) throw new Error(`${method} was not executed`);
}

/** Token units that `owner` holds. */
export async function tokensOf(rpcUrl: string, contracts: unknown, owner: string): Promise<bigint> {
  const provider = new JsonRpcProvider(rpcUrl);
  try {
    const token = new Contract(textAt(contracts, 'deposit.token'), TOKEN, provider);
    return (await token.getFunction('balanceOf')(owner)) as bigint;
  } finally {
    provider.destroy();
  }
}
