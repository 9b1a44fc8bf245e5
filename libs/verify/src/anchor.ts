import { BadInput } from './bad-input.ts';

/** Call data of `head()` of LedgerAnchor: the first four bytes of keccak-256("head()"). */
export const HEAD_CALL_DATA = '0x8f7dcfa3';

/** The newest anchored tree head, as the contract answers it. */
export type AnchoredHead = { readonly size: bigint; readonly root: string };

/** Decodes the answer to `head()`, (uint64 size, bytes32 root); undefined for `0x`: nobody answers there. @throws {BadInput} */
export function decodeHead(answer: string): AnchoredHead | undefined {
  if (answer === '0x') return undefined;
  const words = answer.toLowerCase();
  if (!/^0x0{48}[0-9a-f]{80}$/.test(words)) {
    throw new BadInput('anchor.contract', 'does not answer head() as LedgerAnchor does');
  }
  return { size: BigInt(words.slice(0, 66)), root: words.slice(66) };
}
