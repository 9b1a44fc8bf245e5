/** Whether `signature` (64 bytes) of `message` is by `publicKey` (32 bytes); undefined where this cannot be checked. */
export type Ed25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean | undefined>;

/**
 * Ed25519 of the runtime's WebCrypto: browsers of 2025 and later, Node ≥ 20 (Node 18 has it behind
 * `--experimental-global-webcrypto`). Undefined where it is missing, never a guess.
 */
export const webCryptoEd25519: Ed25519 = async (publicKey, message, signature) => {
  const subtle = (globalThis as { crypto?: { subtle?: SubtleCrypto } }).crypto?.subtle;
  if (subtle === undefined) return undefined; // an old runtime, or a page that was not loaded over a safe connection
  let key: CryptoKey;
  try {
    key = await subtle.importKey('raw', Uint8Array.from(publicKey), { name: 'Ed25519' }, false, ['verify']);
  } catch {
    return undefined; // the algorithm is not known here; the key's length was checked before
  }
  return subtle.verify({ name: 'Ed25519' }, key, Uint8Array.from(signature), Uint8Array.from(message));
};

type SubtleCrypto = typeof globalThis.crypto.subtle;
type CryptoKey = Awaited<ReturnType<SubtleCrypto['importKey']>>;
