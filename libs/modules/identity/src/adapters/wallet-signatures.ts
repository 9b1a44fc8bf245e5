import { getAddress, isAddress, verifyMessage } from 'ethers';

/** What we need to know about Ethereum to believe that a wallet is somebody's. */
export abstract class WalletSignatures {
  /** The address with its EIP-55 checksum; undefined when `text` is not one, or carries a wrong checksum. */
  abstract checksummed(text: string): string | undefined;
  /** The address that signed `message` by EIP-191 (`personal_sign`), lower case; undefined for a broken signature. */
  abstract signerOf(message: string, signature: string): string | undefined;
}

/** By ethers: keys (externally owned accounts) only; contract wallets (ERC-1271) come with the settlement issue. */
export class EthersWalletSignatures extends WalletSignatures {
  override checksummed(text: string): string | undefined {
    return text.startsWith('0x') && isAddress(text) ? getAddress(text) : undefined;
  }

  override signerOf(message: string, signature: string): string | undefined {
    if (!/^0x[0-9a-fA-F]{130}$/.test(signature)) return undefined;
    try {
      return verifyMessage(message, signature).toLowerCase();
    } catch (error) {
      // ethers throws for r, s or v that are on no curve point: a signature by nobody, not a fault of ours.
      if (error instanceof Error) return undefined;
      throw error;
    }
  }
}
