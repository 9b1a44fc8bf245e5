import { type Wallet, WalletRefused } from './wallet.ts';

/** The embedded chain of the demo, and of everybody's development: its money and its keys are worth nothing. */
const DEMO_CHAIN = '31337';

/** What the demo wallet is offered for: the chain of the claim, and whether the person is one of the demo. */
export type DemoOffer = { readonly chainId: string; readonly name: string; readonly isDemoPerson: boolean };

/**
 * The wallet of a demo person, whose published key follows from the name; undefined for anybody else and on any chain but
 * 31337. It refuses typed data of another chain as well, so a signature of it counts nowhere else.
 */
export function demoWallet({ chainId, name, isDemoPerson }: DemoOffer): Wallet | undefined {
  if (chainId !== DEMO_CHAIN || !isDemoPerson) return undefined;
  return {
    name: 'Demo wallet',
    async sign(address, data) {
      if (BigInt(data.domain.chainId ?? 0) !== BigInt(DEMO_CHAIN)) {
        throw new WalletRefused(`A demo wallet signs for chain ${DEMO_CHAIN} only. Nothing was signed.`);
      }
      // A chunk of its own: only who claims in the demo loads it.
      const { Wallet: Key, sha256, toUtf8Bytes } = await import('ethers');
      const key = new Key(sha256(toUtf8Bytes(`provisio demo wallet: ${name}`)));
      if (key.address.toLowerCase() !== address.toLowerCase()) {
        throw new WalletRefused(`The claim is for ${address}, which is not the demo wallet of ${name}.`);
      }
      const { EIP712Domain: _domain, ...types } = data.types;
      return key.signTypedData(data.domain, asLists(types), data.message);
    },
  };
}

function asLists(types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>) {
  return Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
}
