/** What `eth_signTypedData_v4` takes (EIP-712): what a wallet shows and signs. Numbers are decimal strings. */
export type TypedData = {
  readonly domain: { readonly chainId?: string | number } & Readonly<Record<string, unknown>>;
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, unknown>>;
};

/** Something that signs for its person. */
export type Wallet = {
  /** As people know it. */
  readonly name: string;
  /** Signs as `address`. @throws {WalletRefused} nothing was signed. */
  readonly sign: (address: string, data: TypedData) => Promise<string>;
};

/** No signature was given; the message says why and what to do. */
export class WalletRefused extends Error {}

/** The typed data of an answer of the API. @throws {WalletRefused} for something else. */
export function typedDataOf(json: unknown): TypedData {
  const { domain, types, primaryType, message } = (json ?? {}) as Partial<TypedData>;
  if (domain === undefined || types === undefined || primaryType === undefined || message === undefined) {
    throw new WalletRefused('The server sent something that cannot be signed. Reload, and try again.');
  }
  return { domain, types, primaryType, message };
}
