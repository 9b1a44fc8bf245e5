import { BadInput } from './bad-input.ts';

/** Call data of `head()` of LedgerAnchor: the first four bytes of keccak-256("head()"). */
export const HEAD_CALL_DATA = '0x8f7dcfa3';

/** The newest anchored tree head, as the contract answers it. */
export type AnchoredHead = { readonly size: bigint; readonly root: string };

/** Decodes the answer to `head()`, (uint64 size, bytes32 root); undefined for `0x`: nobody answers there. @throws {BadInput} */
export function decodeHead(answer: string): AnchoredHead | undefined {
  if (answer === '0x') return undefined;
  const [, size = '', root = ''] = /^0x([0-9a-f]{64})([0-9a-f]{64})$/.exec(answer.toLowerCase()) ?? [];
  if (!size.startsWith('0'.repeat(48)) || root === '') {
    throw new BadInput('anchor.contract', 'does not answer head() as LedgerAnchor does');
  }
  return { size: BigInt(`0x${size}`), root };
}
