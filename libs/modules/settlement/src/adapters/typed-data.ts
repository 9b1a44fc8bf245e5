import { TypedDataEncoder, verifyTypedData } from 'ethers';
import { CLAIM_TO_TYPES, type ClaimTo, type VaultAt, claimDomain } from '../domain/claim.ts';

const TYPES = { ClaimTo: [...CLAIM_TO_TYPES.ClaimTo] };

/** Who signed this claim (EIP-712 and ECDSA), lower-case hex; null for bytes that are no signature. */
export function claimSigner(at: VaultAt, claim: ClaimTo, signature: string): string | null {
  try {
    return verifyTypedData(claimDomain(at), TYPES, claim, signature).toLowerCase();
  } catch {
    return null; // ethers throws for a malformed signature.
  }
}

/** What `eth_signTypedData_v4` takes: the whole of what a wallet shows and signs. Numbers are decimal strings. */
export function claimTypedData(at: VaultAt, claim: ClaimTo): Record<string, unknown> {
  return TypedDataEncoder.getPayload(claimDomain(at), TYPES, claim) as Record<string, unknown>;
}
