import { createKeccak } from 'hash-wasm';
import type { Keccak } from './domain/vault-tree.ts';

/** keccak256 by WebAssembly: below a microsecond a hash, where a tree of 10⁶ payees needs two million. */
export async function bulkKeccak(): Promise<Keccak> {
  const hasher = await createKeccak(256);
  return (bytes) => hasher.init().update(bytes).digest('binary');
}
