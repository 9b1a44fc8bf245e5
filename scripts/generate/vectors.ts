/**
 * Writes test/vectors/leaf-v1.json (leaves, content hashes, facts, trees and proofs) and test/vectors/receipt-v1.json
 * (one whole receipt bundle), and ad-receipt-v1.json (that of an ad charge). The format is frozen: with `--check` nothing is written and any difference is an error.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type AdStory, tellAdStory } from './vectors/ad-story.ts';
import { FACTS, LEAVES } from './vectors/cases.ts';
import {
  canonical,
  factsBody,
  hex,
  leafBody,
  leafHash,
  mth,
  path,
  proof,
  sha,
  signedCheckpoint,
  type TransferVector,
} from './vectors/oracle.ts';
import { tellStory, type Story } from './vectors/story.ts';

const ORIGIN = 'provisio.local/book/main';
/** A key that everybody knows. It signs these files and nothing else. */
const TEST_SEED = sha('provisio published test key; never use it for anything else');
const LARGEST_TREE = 33;
const PROVEN_SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33];

function leafFile({ log }: Story): unknown {
  const hashes = log.hashes();
  const tree = (size: number): Buffer[] => hashes.slice(0, size);
  const upTo = (size: number): number[] => Array.from({ length: size }, (_none, at) => at);
  return {
    format: 'provisio.leaf.v1.vectors',
    entries: log.entries.map(({ entry, first, count }) => ({
      name: `${String(entry.metadata['reason'])} in leaves ${first + 1} to ${first + count}`,
      entry,
      canonical: canonical(entry),
      content_hash: hex(sha(canonical(entry))),
    })),
    facts: FACTS.map(({ name, facts }) => ({
      name,
      facts,
      bytes: hex(factsBody(facts)),
      hash: hex(sha(factsBody(facts))),
    })),
    leaves: LEAVES.map(({ name, leaf }) => ({ name, leaf, body: hex(leafBody(leaf)), hash: hex(leafHash(leaf)) })),
    log: log.leaves.slice(0, LARGEST_TREE).map((leaf, at) => ({ leaf, hash: hex(hashes[at] as Buffer) })),
    roots: [...upTo(LARGEST_TREE), LARGEST_TREE].map((size) => hex(mth(tree(size)))),
    inclusion: PROVEN_SIZES.flatMap((size) =>
      upTo(size).map((index) => ({ index, size, path: path(index, tree(size)).map(hex) })),
    ),
    consistency: PROVEN_SIZES.flatMap((to) =>
      upTo(to).map((from) => ({ from: from + 1, to, proof: proof(from + 1, tree(to)).map(hex) })),
    ),
    checkpoint: {
      seed: hex(TEST_SEED),
      origin: ORIGIN,
      size: LARGEST_TREE,
      ...signedCheckpoint(ORIGIN, TEST_SEED, LARGEST_TREE, mth(tree(LARGEST_TREE))),
    },
  };
}

function receiptFile({ log, receipt, entry, firstSeq, ruleNoteSeq }: Story): unknown {
  const hashes = log.hashes();
  const { note, vkey } = signedCheckpoint(ORIGIN, TEST_SEED, hashes.length, mth(hashes));
  const transfers = log.leaves.slice(
    Number(firstSeq) - 1,
    Number(firstSeq) - 1 + entry.transfers.length,
  ) as TransferVector[];
  const rule = log.leaves[Number(ruleNoteSeq) - 1];
  const head = { size: String(hashes.length), root: hex(mth(hashes)) };
  return {
    format: 'provisio.receipt.v1',
    receipt,
    entry,
    leaves: transfers.map(({ entry: _entry, asset: _asset, content_hash: _content, ...leaf }) => leaf),
    rule_note:
      rule?.kind === 'note'
        ? { seq: rule.seq, topic: rule.topic, hash: rule.hash, recorded_at: rule.recorded_at }
        : undefined,
    log: {
      origin: ORIGIN,
      ...head,
      checkpoint: note,
      public_key: vkey,
      inclusion: Object.fromEntries(
        [ruleNoteSeq, ...transfers.map((leaf) => leaf.seq)].map((seq) => [seq, path(Number(seq) - 1, hashes).map(hex)]),
      ),
    },
    anchor: {
      chain_id: '31337',
      contract: '0xe7f1725e7734ce288f8367e1bb143e90bb3f0512',
      ...head,
      tx_hash: `0x${hex(sha('the transaction that anchored it'))}`,
      block_number: '42',
    },
  };
}

function adReceiptFile({ log, bills, rules, entry, leaves }: AdStory): unknown {
  const hashes = log.hashes();
  const { note, vkey } = signedCheckpoint(ORIGIN, TEST_SEED, hashes.length, mth(hashes));
  const head = { size: String(hashes.length), root: hex(mth(hashes)) };
  const seqs = [...rules.map(({ noteSeq }) => noteSeq), ...leaves.map(({ seq }) => seq)];
  return {
    format: 'provisio.ad_receipt.v1',
    bills,
    entry,
    leaves: leaves.map(({ entry: _entry, asset: _asset, content_hash: _content, ...leaf }) => leaf),
    rules: rules.map(({ terms, noteSeq }) => {
      const leaf = log.leaves[Number(noteSeq) - 1];
      if (leaf?.kind !== 'note') throw new Error(`leaf ${noteSeq} is no note`);
      const { seq, topic, hash, recorded_at } = leaf;
      return { terms, note: { seq, topic, hash, recorded_at } };
    }),
    log: {
      origin: ORIGIN,
      ...head,
      checkpoint: note,
      public_key: vkey,
      inclusion: Object.fromEntries(seqs.map((seq) => [seq, path(Number(seq) - 1, hashes).map(hex)])),
    },
    anchor: {
      chain_id: '31337',
      contract: '0xe7f1725e7734ce288f8367e1bb143e90bb3f0512',
      ...head,
      tx_hash: `0x${hex(sha('the transaction that anchored it'))}`,
      block_number: '42',
    },
  };
}

/** Indented by two; lists and objects of plain values stay on one line where they fit, as the formatter leaves them. */
function pretty(value: unknown, indent = ''): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = `[${value.map((item) => pretty(item, inner)).join(', ')}]`;
    const isPlain = !value.some((item) => typeof item === 'object');
    if (isPlain && indent.length + flat.length < 100) return flat;
    return `[\n${value.map((item) => inner + pretty(item, inner)).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return '{}';
  return `{\n${members.map(([key, member]) => `${inner}${JSON.stringify(key)}: ${pretty(member, inner)}`).join(',\n')}\n${indent}}`;
}

const story = tellStory();
const isCheck = process.argv.includes('--check');
for (const [name, content] of [
  ['leaf-v1.json', leafFile(story)],
  ['receipt-v1.json', receiptFile(story)],
  ['ad-receipt-v1.json', adReceiptFile(tellAdStory())],
] as const) {
  const file = new URL(`../../test/vectors/${name}`, import.meta.url);
  const text = `${pretty(content)}\n`;
  if (!isCheck) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(
      `test/vectors/${name} differs from what scripts/generate/vectors.ts makes; the format is frozen\n`,
    );
    process.exitCode = 1;
  }
}
