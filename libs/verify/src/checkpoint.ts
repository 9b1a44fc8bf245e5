import { BadInput } from './bad-input.ts';
import { fromBase64, fromHex, sameBytes, toHex, utf8, concat } from './bytes.ts';
import { type Ed25519, webCryptoEd25519 } from './ed25519.ts';
import { sha256 } from './sha256.ts';

/** A signed tree head (C2SP tlog-checkpoint in a C2SP signed note). */
export type Checkpoint = {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
  /** The signed text, its last newline included. */
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly keyId: Uint8Array; readonly signature: Uint8Array }[];
};

/** A verifier key of a signed note: `<name>+<key id hex>+<base64(0x01 ‖ 32 bytes)>`. */
export type VerifierKey = { readonly name: string; readonly keyId: Uint8Array; readonly publicKey: Uint8Array };

/** A key name: not empty, no white space, no plus. */
const NAME = /^[^\s+]+$/u;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f]/;
const ED25519_TYPE = 0x01;

/** Reads a checkpoint without believing it. @throws {BadInput} naming the line. */
export function parseCheckpoint(note: string): Checkpoint {
  if (!note.endsWith('\n') || CONTROL.test(note)) throw new BadInput('checkpoint', 'is not a signed note');
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const lines = text.slice(0, -1).split('\n');
  if (lines.length < 3) throw new BadInput('checkpoint', 'has no three lines before its signatures');
  const [origin, size, root, ...extensions] = lines as [string, string, string, ...string[]];
  if (!NAME.test(origin)) throw new BadInput('checkpoint.origin', 'is not a key name');
  if (!/^(0|[1-9][0-9]{0,19})$/.test(size)) throw new BadInput('checkpoint.size', 'is not a decimal number');
  const rootBytes = fromBase64(root, 'checkpoint.root');
  if (rootBytes.length !== 32) throw new BadInput('checkpoint.root', 'is not 32 bytes');
  if (extensions.includes('')) throw new BadInput('checkpoint', 'has an empty extension line');
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map(parseSignature);
  return { origin, size: BigInt(size), root: rootBytes, text, signatures };
}

/** The groups of `pattern`, which `text` must fit. @throws {BadInput} naming `field`. */
function groupsOf(pattern: RegExp, text: string, field: string, what: string): string[] {
  const found = pattern.exec(text);
  if (found === null) throw new BadInput(field, `is not ${what}`);
  return found.slice(1);
}

function parseSignature(line: string): Checkpoint['signatures'][number] {
  const field = 'checkpoint.signature';
  const groups = groupsOf(/^\u2014 ([^\s+]+) (\S+)$/u, line, field, 'a signature line');
  const [name, encoded] = groups as [string, string];
  const bytes = fromBase64(encoded, field);
  if (bytes.length < 5) throw new BadInput(field, 'is shorter than a key id and a signature');
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** Reads a verifier key; its id must be the hash of its name and key. @throws {BadInput} naming the part. */
export function parseVerifierKey(vkey: string): VerifierKey {
  const groups = groupsOf(/^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u, vkey, 'public_key', 'a verifier key');
  const [name, id, encoded] = groups as [string, string, string];
  const typed = fromBase64(encoded, 'public_key');
  if (typed.length !== 33 || typed[0] !== ED25519_TYPE) {
    throw new BadInput('public_key', 'is not an Ed25519 verifier key');
  }
  if (id !== toHex(keyIdOf(name, typed))) throw new BadInput('public_key', 'has an id that does not belong to its key');
  return { name, keyId: fromHex(id), publicKey: typed.subarray(1) };
}

function keyIdOf(name: string, typedKey: Uint8Array): Uint8Array {
  return sha256(concat(utf8(`${name}\n`), typedKey)).subarray(0, 4);
}

/** What became of a checkpoint's signature. `unavailable`: this runtime cannot check Ed25519. */
export type SignatureVerdict = 'valid' | 'invalid' | 'unsigned' | 'unavailable';

/**
 * Whether `checkpoint` is signed by `key`. Signatures of other keys (witnesses) are left alone, as the signed note's
 * rules say; all of this key's must be valid.
 */
export async function verifyCheckpoint(
  checkpoint: Checkpoint,
  key: VerifierKey,
  ed25519: Ed25519 = webCryptoEd25519,
): Promise<SignatureVerdict> {
  const own = checkpoint.signatures.filter(({ name, keyId }) => name === key.name && sameBytes(keyId, key.keyId));
  if (own.length === 0) return 'unsigned';
  for (const { signature } of own) {
    if (signature.length !== 64) return 'invalid';
    const isValid = await ed25519(key.publicKey, utf8(checkpoint.text), signature);
    if (isValid === undefined) return 'unavailable';
    if (!isValid) return 'invalid';
  }
  return 'valid';
}
