import { Interface, type InterfaceAbi } from 'ethers';

/** A contract's refusal by its name in the source, e.g. `PayoutVaultEpochNotActive`, with its values in order. */
export type Revert = { readonly name: string; readonly args: readonly string[] };

const BUILT_IN = new Interface(['error Error(string reason)', 'error Panic(uint256 code)']);

/**
 * Names the refusal in `data` (Solidity ABI, "Errors": 4-byte selector, then the encoded values) by the custom errors
 * of `abis`, or by Solidity's own `Error(string)` and `Panic(uint256)`. Null when nobody knows the selector.
 */
export function decodeRevert(data: string, abis: readonly (InterfaceAbi | Interface)[]): Revert | null {
  if (!/^0x([0-9a-f]{2}){4,}$/i.test(data)) return null;
  for (const known of [BUILT_IN, ...abis.map((abi) => Interface.from(abi))]) {
    const error = known.getError(data.slice(0, 10));
    if (error === null) continue;
    return { name: error.name, args: known.decodeErrorResult(error, data).map(String) };
  }
  return null;
}
