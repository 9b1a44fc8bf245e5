import { assert, sha256 } from '#kernel';

/** A tree head before it is signed. */
export type TreeHead = { readonly origin: string; readonly size: bigint; readonly root: Uint8Array };

/** Ed25519's byte in a signed note's key. */
const ED25519 = Buffer.of(1);

/** What is signed of a checkpoint: origin, size and root in base64, a line each (C2SP tlog-checkpoint). */
export function checkpointText({ origin, size, root }: TreeHead): string {
  assert(/^[^\s+]+$/.test(origin), `${origin} can be the name of a key`);
  assert(root.length === 32, 'a root has 32 bytes');
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/** First four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ key): how a signature says whose it is (C2SP signed-note). */
function keyId(name: string, publicKey: Uint8Array): Buffer {
  assert(publicKey.length === 32, 'an Ed25519 public key has 32 bytes');
  return sha256(`${name}\n`, ED25519, publicKey).subarray(0, 4);
}

/** `<name>+<key id>+<base64 of 0x01 ‖ key>`: the verifier key that auditors are given. */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  return `${name}+${keyId(name, publicKey).toString('hex')}+${Buffer.concat([ED25519, publicKey]).toString('base64')}`;
}

/** The signed note: text, empty line, `— name base64(key id ‖ signature)`. `signature` is Ed25519 over the text. */
export function signedNote(text: string, name: string, publicKey: Uint8Array, signature: Uint8Array): string {
  assert(signature.length === 64, 'an Ed25519 signature has 64 bytes');
  return `${text}\n— ${name} ${Buffer.concat([keyId(name, publicKey), signature]).toString('base64')}\n`;
}

/** The number of leaves that a signed note of ours speaks of; undefined when it is none. Checks no signature. */
export function sizeInNote(note: string): bigint | undefined {
  const [, size] = /^[^\s+]+\n(0|[1-9][0-9]{0,18})\n[A-Za-z0-9+/]{43}=\n\n— /.exec(note) ?? [];
  return size === undefined ? undefined : BigInt(size);
}
