/** Which vault a claim is about. */
export type VaultAt = { readonly chainId: bigint; readonly vault: string };

/** What a wallet signs for `claimTo` (EIP-712); amounts in book units, `deadline` in seconds since 1970. */
export type ClaimTo = {
  readonly epoch: bigint;
  readonly lane: bigint;
  readonly wallet: string;
  readonly cumulative: bigint;
  readonly to: string;
  readonly deadline: bigint;
};

/** EIP-712 type of `claimTo`, as in PayoutVault. */
export const CLAIM_TO_TYPES = {
  ClaimTo: [
    { name: 'epoch', type: 'uint64' },
    { name: 'lane', type: 'uint32' },
    { name: 'wallet', type: 'address' },
    { name: 'cumulative', type: 'uint64' },
    { name: 'to', type: 'address' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const;

/** EIP-712 domain of a vault. */
export function claimDomain({ chainId, vault }: VaultAt): {
  name: string;
  version: string;
  chainId: string;
  verifyingContract: string;
} {
  return { name: 'PayoutVault', version: '1', chainId: chainId.toString(), verifyingContract: vault };
}
