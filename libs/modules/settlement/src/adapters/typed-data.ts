import { TypedDataEncoder, verifyTypedData } from 'ethers';
import { ADMISSION_TYPES, type Admission, SALE_TYPES, type Sale, type SettlerAt, saleDomain } from '../domain/sale.ts';
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

const OF_SALE = { Sale: [...SALE_TYPES.Sale] };

/** Who signed this sale (EIP-712 and ECDSA), lower-case hex; null for bytes that are no signature. */
export function saleSigner(at: SettlerAt, sale: Sale, signature: string): string | null {
  try {
    return verifyTypedData(saleDomain(at), OF_SALE, sale, signature).toLowerCase();
  } catch {
    return null; // ethers throws for a malformed signature.
  }
}

/** What `eth_signTypedData_v4` takes for a sale. Numbers are decimal strings. */
export function saleTypedData(at: SettlerAt, sale: Sale): Record<string, unknown> {
  return TypedDataEncoder.getPayload(saleDomain(at), OF_SALE, sale) as Record<string, unknown>;
}

const OF_ADMISSION = { Admission: [...ADMISSION_TYPES.Admission] };

/** Who signed this admission, lower-case hex; null for bytes that are no signature. */
export function admissionSigner(at: SettlerAt, admission: Admission, signature: string): string | null {
  try {
    return verifyTypedData(saleDomain(at), OF_ADMISSION, admission, signature).toLowerCase();
  } catch {
    return null; // ethers throws for a malformed signature.
  }
}

/** What `eth_signTypedData_v4` takes for an admission. */
export function admissionTypedData(at: SettlerAt, admission: Admission): Record<string, unknown> {
  return TypedDataEncoder.getPayload(saleDomain(at), OF_ADMISSION, admission) as Record<string, unknown>;
}
