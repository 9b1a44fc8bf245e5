// Leaves → tree → signed tree head. Each check answers the sentence for a person, or throws BadInput naming the field.
import { BadInput } from './bad-input.ts';
import type { LoggedEntry, RuleNote } from './bundle.ts';
import { fromHex, toHex } from './bytes.ts';
import { mustEqual } from './check-receipt.ts';
import { parseCheckpoint, parseVerifierKey, verifyCheckpoint } from './checkpoint.ts';
import type { Ed25519 } from './ed25519.ts';
import { contentHash, leafHash } from './leaf.ts';
import { rootFromInclusion } from './merkle.ts';

/** What a check found: a sentence, or why it could not be finished. */
export type Finding = string | { readonly pending: string };

/** Each of `leaves` has a path to the log's root, also where two claim one position; no other path is there. @throws {BadInput} */
export function checkPaths(
  { inclusion, size, root }: LoggedEntry['log'],
  leaves: readonly (readonly [seq: string, hash: Uint8Array])[],
): void {
  const known = new Set(leaves.map(([seq]) => seq));
  for (const seq of inclusion.keys()) {
    if (!known.has(seq)) throw new BadInput(`log.inclusion.${seq}`, 'does not belong here');
  }
  for (const [seq, hash] of leaves) {
    const field = `log.inclusion.${seq}`;
    const path = inclusion.get(seq);
    if (path === undefined) throw new BadInput(field, 'is missing');
    const nodes = path.map((node) => fromHex(node));
    const found = rootFromInclusion(hash, BigInt(seq) - 1n, BigInt(size), nodes);
    if (found === undefined) throw new BadInput(field, `is not a path in a tree of ${size} leaves`);
    if (toHex(found) !== root) {
      throw new BadInput(field, `does not lead from leaf ${seq} to the root: the leaf or the path was changed`);
    }
  }
}

/** Every transfer of the entry and the notes of its rules are in the tree. */
export function checkInclusion({ entry, leaves, log }: LoggedEntry, notes: readonly RuleNote[]): string {
  const content_hash = toHex(contentHash({ ...entry, metadata: entry.metadata.whole }));
  checkPaths(log, [
    ...leaves.map(
      (leaf) => [leaf.seq, leafHash({ ...leaf, entry: entry.id, asset: entry.asset, content_hash })] as const,
    ),
    ...notes.map((note) => [note.seq, leafHash({ kind: 'note', ...note })] as const),
  ]);
  const also =
    notes.length === 0 ? '' : notes.length === 1 ? " and the rule's note" : ` and ${notes.length} rules' notes`;
  return `The ${leaves.length} transfers${also} are in the log of ${log.size} leaves.`;
}

/** The tree head is signed by the log's key. */
export async function checkCheckpoint(
  { log }: Pick<LoggedEntry, 'log'>,
  ed25519: Ed25519 | undefined,
  trustedKey: string | undefined,
): Promise<Finding> {
  if (trustedKey !== undefined) mustEqual('log.public_key', log.public_key, trustedKey, 'the key that you trust');
  const key = parseVerifierKey(log.public_key);
  const checkpoint = parseCheckpoint(log.checkpoint);
  mustEqual('log.origin', log.origin, checkpoint.origin, "the checkpoint's");
  mustEqual('log.public_key', key.name, checkpoint.origin, "the checkpoint's origin");
  mustEqual('log.size', log.size, String(checkpoint.size), "the checkpoint's");
  mustEqual('log.root', log.root, toHex(checkpoint.root), "the checkpoint's");
  switch (await verifyCheckpoint(checkpoint, key, ed25519)) {
    case 'valid':
      return `The tree head of ${log.size} leaves is signed by ${key.name}.`;
    case 'unsigned':
      throw new BadInput('log.checkpoint', `is not signed by ${log.public_key}`);
    case 'invalid':
      throw new BadInput('log.checkpoint', 'has a wrong signature');
    case 'unavailable':
      return {
        pending:
          'The signature was not checked: this runtime has no Ed25519 in WebCrypto. Use a newer browser or Node ≥ 20.',
      };
  }
}
