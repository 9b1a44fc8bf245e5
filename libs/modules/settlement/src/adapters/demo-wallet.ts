import { Wallet } from 'ethers';
import { sha256 } from '#kernel';
import { ADMISSION_TYPES, type Admission, SALE_TYPES, type Sale, type SettlerAt, saleDomain } from '../domain/sale.ts';
import { CLAIM_TO_TYPES, type ClaimTo, type VaultAt, claimDomain } from '../domain/claim.ts';

/** The wallet of a demo person. Its key follows from the name, so everybody has it: for the embedded chain only. */
export class DemoWallet {
  private readonly wallet: Wallet;

  constructor(name: string) {
    this.wallet = new Wallet(`0x${sha256('provisio demo wallet: ', name).toString('hex')}`);
  }

  /** Checksummed. */
  get address(): string {
    return this.wallet.address;
  }

  /** Signs text as `personal_sign` does (EIP-191). */
  signMessage(message: string): Promise<string> {
    return this.wallet.signMessage(message);
  }

  /** Signs that it stands for a merchant (EIP-712). */
  signAdmission(settler: SettlerAt, admission: Admission): Promise<string> {
    return this.wallet.signTypedData(saleDomain(settler), { Admission: [...ADMISSION_TYPES.Admission] }, admission);
  }

  /** Signs a sale for the settler (EIP-712). */
  signSale(settler: SettlerAt, sale: Sale): Promise<string> {
    return this.wallet.signTypedData(saleDomain(settler), { Sale: [...SALE_TYPES.Sale] }, sale);
  }

  /** Signs a claim for the vault (EIP-712). */
  signClaim(vault: VaultAt, claim: ClaimTo): Promise<string> {
    const types = { ClaimTo: [...CLAIM_TO_TYPES.ClaimTo] };
    return this.wallet.signTypedData(claimDomain(vault), types, claim);
  }
}
