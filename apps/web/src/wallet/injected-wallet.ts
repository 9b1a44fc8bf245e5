import { useEffect, useState } from 'react';
import { type TypedData, type Wallet, WalletRefused } from './wallet.ts';

/** What a wallet extension puts into the page (EIP-1193). */
type Provider = { readonly request: (call: { method: string; params?: readonly unknown[] }) => Promise<unknown> };
/** How it introduces itself (EIP-6963). */
type Announcement = CustomEvent<{
  readonly info: { readonly uuid: string; readonly name: string };
  readonly provider: Provider;
}>;

const DECLINED = 4001;

/** The wallets that this browser has: each that announces itself (EIP-6963), else the one at `window.ethereum`. */
export function useInjectedWallets(): readonly Wallet[] {
  const [found, setFound] = useState<ReadonlyMap<string, Wallet>>(new Map());
  useEffect(() => {
    const hear = (event: Event): void => {
      const { info, provider } = (event as Announcement).detail;
      setFound((before) => new Map(before).set(info.uuid, injectedWallet(info.name, provider)));
    };
    addEventListener('eip6963:announceProvider', hear);
    dispatchEvent(new Event('eip6963:requestProvider'));
    return () => removeEventListener('eip6963:announceProvider', hear);
  }, []);
  if (found.size > 0) return [...found.values()];
  const { ethereum } = globalThis as { ethereum?: Provider };
  return ethereum === undefined ? [] : [injectedWallet('Browser wallet', ethereum)];
}

/** A wallet extension that signs for the account of the claim, and for no other. */
export function injectedWallet(name: string, provider: Provider): Wallet {
  return {
    name,
    async sign(address, data) {
      try {
        await chooseAccount(provider, address);
        await chooseChain(provider, data);
        return (await provider.request({
          method: 'eth_signTypedData_v4',
          params: [address, JSON.stringify(data)],
        })) as string;
      } catch (error) {
        throw refusalOf(error, name);
      }
    },
  };
}

async function chooseAccount(provider: Provider, address: string): Promise<void> {
  const accounts = (await provider.request({ method: 'eth_requestAccounts' })) as readonly string[];
  if (!accounts.some((account) => account.toLowerCase() === address.toLowerCase())) {
    throw new WalletRefused(`Your money goes to ${address}. Choose that account in your wallet, then claim again.`);
  }
}

/** Wallets refuse typed data of a chain that they do not look at. */
async function chooseChain(provider: Provider, { domain }: TypedData): Promise<void> {
  const chainId = `0x${BigInt(domain.chainId ?? 0).toString(16)}`;
  if ((await provider.request({ method: 'eth_chainId' })) === chainId) return;
  await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId }] });
}

function refusalOf(error: unknown, name: string): WalletRefused {
  if (error instanceof WalletRefused) return error;
  const { code, message } = (error ?? {}) as { code?: number; message?: string };
  if (code === DECLINED) return new WalletRefused(`You declined in ${name}. Nothing was sent, so you can claim again.`);
  return new WalletRefused(`${name} did not sign: ${message ?? 'it gave no reason'}.`);
}
