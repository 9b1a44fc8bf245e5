import {
  contentHash,
  decodeHead,
  fromHex,
  HEAD_CALL_DATA,
  type Leaf,
  leafHash,
  parseCheckpoint,
  parseVerifierKey,
  rootFromInclusion,
  type StepStatus,
  toHex,
  type TransferLeaf,
  type TreeHead,
  verifyCheckpoint,
  verifyConsistency,
} from '#verify';
import { type Answer, get } from '../api.ts';
import type { InBook } from '../book.ts';
import type { Entry } from '../queries.ts';
import { grouped } from '../words.ts';
import { chainAccess } from './chain-access.ts';
import type { Trusted } from './trusted.ts';

/** One check of an entry and what came of it. */
export type Check = { readonly title: string; readonly status: StepStatus; readonly sentence: string };

type Proofs = {
  /** The book that the entry is in, and whose log it is. */
  readonly of: InBook;
  readonly entry: Answer<'/v1/entries/{id}/leaves'>;
  /** Positions of the entry's leaves, in order. */
  readonly seqs: readonly string[];
  readonly log: Answer<'/v1/log/checkpoint'>;
  readonly inclusion: ReadonlyMap<string, readonly string[]>;
};

/** Most positions that one request for proofs may name. */
const MOST_SEQS = 100;

/** Gets what proves an entry of a book, and believes none of it. */
export async function fetchProofs(id: string, of: InBook): Promise<Proofs> {
  const entry = await get('/v1/entries/{id}/leaves', { id, query: of });
  const log = await get('/v1/log/checkpoint', { query: of });
  const seqs = entry.leaves.map(({ seq }) => String(seq));
  const inclusion = new Map<string, readonly string[]>();
  for (let at = 0; at < seqs.length; at += MOST_SEQS) {
    const query = { ...of, seqs: seqs.slice(at, at + MOST_SEQS).join(','), size: log.size };
    const part = await get('/v1/log/inclusion', { query });
    for (const [seq, path] of Object.entries(part.inclusion)) inclusion.set(seq, path);
  }
  return { of, entry, seqs, log, inclusion };
}

/**
 * Checks an entry, as it is shown, in five steps from the screen to the chain. Never throws for what is wrong: that is a
 * failed check.
 */
export async function verifyEntry(shown: Entry, proofs: Proofs, trust: Trusted): Promise<Check[]> {
  return [
    await check('Transfers', () => checkShown(shown, proofs)),
    await check('Content', () => checkContent(proofs)),
    await check('Log', () => checkInclusion(proofs)),
    await check('Signature', () => checkSignature(proofs)),
    await check('Chain', () => checkChain(proofs, trust)),
  ];
}

type Finding = Omit<Check, 'title'>;
const ok = (sentence: string): Finding => ({ status: 'ok', sentence });
const failed = (sentence: string): Finding => ({ status: 'failed', sentence });
const pending = (sentence: string): Finding => ({ status: 'pending', sentence });

async function check(title: string, find: () => Finding | Promise<Finding>): Promise<Check> {
  try {
    return { title, ...(await find()) };
  } catch (error) {
    return { title, ...failed(error instanceof Error ? error.message : String(error)) };
  }
}

/** The leaves are looked at as text: what cannot be read there is not what is shown. */
function checkShown({ transfers }: Entry, { entry }: Proofs): Finding {
  const said = transfers.map(({ seq, debit, credit, amount }) => JSON.stringify([seq, debit, credit, amount.amount]));
  const booked = entry.leaves.map((leaf) => {
    const { seq, debit, credit, amount } = leaf as Partial<TransferLeaf>;
    return JSON.stringify([seq, debit?.path, credit?.path, amount]);
  });
  return said.join() === booked.join()
    ? ok('The accounts and amounts above are those of the leaves that are checked here.')
    : failed('The accounts or amounts above are not those of the leaves.');
}

function checkContent({ entry }: Proofs): Finding {
  const hash = toHex(contentHash(entry.content));
  return hash === entry.content_hash
    ? ok(`The content has the hash ${hash.slice(0, 10)}…, which every leaf of the entry carries.`)
    : failed('The content does not have the hash that was booked.');
}

function checkInclusion({ entry, seqs, log, inclusion }: Proofs): Finding {
  const { id, asset } = entry.content;
  for (const [at, leaf] of entry.leaves.entries()) {
    const seq = seqs[at] ?? '';
    const whole = { ...leaf, entry: id, asset, content_hash: entry.content_hash } as Leaf;
    const path = (inclusion.get(seq) ?? []).map((node) => fromHex(node));
    const root = rootFromInclusion(leafHash(whole), BigInt(seq) - 1n, BigInt(log.size), path);
    if (root === undefined || toHex(root) !== log.root) return failed(`Leaf ${seq} does not lead to the root.`);
  }
  const count = entry.leaves.length;
  return ok(`${count === 1 ? 'Its leaf is' : `Its ${count} leaves are`} in the log of ${grouped(log.size)}.`);
}

async function checkSignature({ log }: Proofs): Promise<Finding> {
  const checkpoint = parseCheckpoint(log.checkpoint);
  if (String(checkpoint.size) !== log.size || toHex(checkpoint.root) !== log.root) {
    return failed('The signed head is that of another log.');
  }
  switch (await verifyCheckpoint(checkpoint, parseVerifierKey(log.public_key))) {
    case 'valid':
      return ok(`The head of ${grouped(log.size)} leaves is signed by ${log.origin}.`);
    case 'unavailable':
      return pending('This browser cannot check Ed25519; use a newer one.');
    case 'invalid':
    case 'unsigned':
      return failed('The head is not signed by the key of the log.');
  }
}

async function checkChain({ of, seqs, log }: Proofs, { rpcUrl, contract }: Trusted): Promise<Finding> {
  const { ethCall, fetchConsistency } = chainAccess(rpcUrl, of);
  if (ethCall === undefined) return pending('The chain was not asked: no node is published.');
  if (contract === undefined) return pending('The chain was not asked: this log is anchored in no contract.');
  const answer = await ethCall({ to: contract, data: HEAD_CALL_DATA }, 'finalized').catch(() => undefined);
  if (answer === undefined) return pending('The chain could not be asked.');
  const head = decodeHead(answer);
  if (head === undefined) return failed('There is no LedgerAnchor at that address in a final block.');
  const last = BigInt(seqs.at(-1) ?? '0');
  if (head.size < last) return pending(`The chain holds ${head.size} leaves so far, not yet ${last}.`);
  const [older, newer] = ordered(
    { size: BigInt(log.size), root: fromHex(log.root) },
    { size: head.size, root: fromHex(head.root) },
  );
  const proof = older.size === newer.size ? [] : await fetchConsistency?.(older.size, newer.size);
  const nodes = (proof ?? []).map((node) => fromHex(node));
  return verifyConsistency(older, newer, nodes)
    ? ok(`LedgerAnchor holds ${grouped(String(head.size))} leaves in a final block, of one history with this log.`)
    : failed('The head on the chain is that of another history.');
}

function ordered(a: TreeHead, b: TreeHead): [older: TreeHead, newer: TreeHead] {
  return a.size <= b.size ? [a, b] : [b, a];
}
