import { fromHex } from './bytes.ts';
import { webCryptoEd25519 } from './ed25519.ts';

// RFC 8032 section 7.1, TEST 2.
const publicKey = fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
const message = fromHex('72');
const signature = fromHex(
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
);

/** Runs `work` in a runtime that has `crypto` instead of its own. */
async function withCrypto<T>(crypto: unknown, work: () => Promise<T>): Promise<T> {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'crypto') as PropertyDescriptor;
  Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
  try {
    return await work();
  } finally {
    Object.defineProperty(globalThis, 'crypto', own);
  }
}

describe('webCryptoEd25519', () => {
  it('agrees with the vector of RFC 8032', async () => {
    expect(await webCryptoEd25519(publicKey, message, signature)).toBe(true);
    expect(await webCryptoEd25519(publicKey, fromHex('73'), signature)).toBe(false);
    expect(
      await webCryptoEd25519(
        publicKey,
        message,
        signature.map((byte) => byte ^ 1),
      ),
    ).toBe(false);
  });

  it('cannot say where there is no WebCrypto', async () => {
    expect(await withCrypto(undefined, () => webCryptoEd25519(publicKey, message, signature))).toBeUndefined();
  });

  it('cannot say where WebCrypto does not know the algorithm', async () => {
    const subtle = { importKey: () => Promise.reject(new Error('NotSupportedError')) };
    expect(await withCrypto({ subtle }, () => webCryptoEd25519(publicKey, message, signature))).toBeUndefined();
  });
});
