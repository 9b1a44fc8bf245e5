// Builders for tests: the published vectors, and receipts of an operator who lies but signs what it says.
import { readFileSync } from 'node:fs';
import * as oracle from '../../../scripts/generate/vectors/oracle.ts';

type Transfer = {
  amount: string;
  credit: string;
  debit: string;
  facts: string;
  kind: string;
  refers_to: string;
  rest: unknown;
  up_to: boolean;
};
/** The bundle as parsed JSON, as far as tests change it. */
export type LooseBundle = {
  format: string;
  receipt: {
    commission: string;
    payee: string;
    merchant: string;
    tier: string;
    asset: string;
    matures_at: string;
    order: { id: string; currency: string; placed_at: string };
    line: { line: number; category: string; quantity: string; unit_price: string; discount: string; base: string };
    click: { at: string };
    rule: {
      version: number;
      hash: string;
      note_seq: string;
      terms: {
        program: string;
        version: number;
        from: string;
        fee_bps: number;
        table: { category: string; tier: string; bps: number }[];
      };
      matched: { category: string; tier: string; bps: number };
    };
    peg: { from: string; to: string; numerator: string; denominator: string };
    arithmetic: { base: string; bps: number; commission: string; fee_bps: number; fee: string };
  };
  entry: {
    asset: string;
    effective_at: string;
    id: string;
    metadata: { [key: string]: unknown; order: string; receipts: Record<string, string> };
    transfers: Transfer[];
  };
  leaves: Omit<oracle.TransferVector, 'entry' | 'asset' | 'content_hash'>[];
  rule_note: { seq: string; topic: string; hash: string; recorded_at: string };
  log: {
    origin: string;
    size: string;
    root: string;
    checkpoint: string;
    public_key: string;
    inclusion: Record<string, string[]>;
  };
  anchor: {
    chain_id: string;
    contract: string;
    size: string;
    root: string;
    tx_hash: string;
    block_number: string;
  } | null;
};

/** The published leaves, trees and proofs. */
export type LeafVectors = {
  entries: { name: string; entry: unknown; canonical: string; content_hash: string }[];
  facts: { name: string; facts: oracle.FactsVector; bytes: string; hash: string }[];
  leaves: { name: string; leaf: oracle.LeafVector; body: string; hash: string }[];
  log: { leaf: oracle.LeafVector; hash: string }[];
  roots: string[];
  inclusion: { index: number; size: number; path: string[] }[];
  consistency: { from: number; to: number; proof: string[] }[];
  checkpoint: { seed: string; origin: string; size: number; note: string; vkey: string };
};

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../test/vectors/${name}`, import.meta.url), 'utf8'));

/** The published leaves, trees and proofs, read afresh. */
export function leafVectors(): LeafVectors {
  return read('leaf-v1.json') as LeafVectors;
}

/** The published receipt, read afresh. */
export function publishedReceipt(): LooseBundle {
  return read('receipt-v1.json') as LooseBundle;
}

/**
 * The published receipt after `change`, with every hash, booking, path and signature made anew: what a lying operator
 * could publish. `dress` runs when all is booked and hashed, before the tree is built over it.
 */
export function aSignedBundle(
  change: (bundle: LooseBundle) => void,
  dress: (bundle: LooseBundle) => void = () => undefined,
): LooseBundle {
  const bundle = publishedReceipt();
  const factsBefore = factsOf(bundle);
  change(bundle);
  const { receipt, entry, rule_note: note } = bundle;
  receipt.rule.hash = hashOf(receipt.rule.terms);
  note.hash = receipt.rule.hash;
  entry.metadata.receipts[receipt.commission] = hashOf(receipt);
  const facts = factsOf(bundle);
  for (const transfer of entry.transfers) transfer.facts = transfer.facts === factsBefore ? facts : transfer.facts;
  book(bundle);
  dress(bundle);
  return sign(bundle);
}

const hashOf = (value: unknown): string => oracle.hex(oracle.sha(oracle.canonical(value)));

function factsOf({ receipt }: LooseBundle): string {
  const { order, line, payee, arithmetic, rule, tier } = receipt;
  const facts = {
    conversion: order.id,
    line: line.line,
    payee,
    adjustment: 0,
    base: arithmetic.base,
    bps: arithmetic.bps,
    schedule_version: String(rule.version),
    category: line.category,
    tier,
    split_numerator: 1,
    split_denominator: 1,
  };
  return oracle.hex(oracle.sha(oracle.factsBody(facts)));
}

/** Writes the leaves that booking the entry's transfers would give; running totals start where the published ones do. */
function book({ entry, leaves }: LooseBundle): void {
  const accounts = new Map<string, oracle.SideVector>();
  for (const { debit, credit, amount } of publishedReceipt().leaves) {
    for (const [side, credits, debits] of [
      [debit, 0n, amount],
      [credit, amount, 0n],
    ] as const) {
      if (accounts.has(side.path)) continue;
      accounts.set(side.path, {
        path: side.path,
        account_seq: String(BigInt(side.account_seq) - 1n),
        prev_seq: side.prev_seq,
        credits_after: String(BigInt(side.credits_after) - BigInt(credits)),
        debits_after: String(BigInt(side.debits_after) - BigInt(debits)),
      });
    }
  }
  const move = (path: string, seq: string, credits: string, debits: string): oracle.SideVector => {
    const before = accounts.get(path) ?? {
      path,
      account_seq: '0',
      prev_seq: '0',
      credits_after: '0',
      debits_after: '0',
    };
    const after = {
      path,
      account_seq: String(BigInt(before.account_seq) + 1n),
      prev_seq: before.prev_seq,
      credits_after: String(BigInt(before.credits_after) + BigInt(credits)),
      debits_after: String(BigInt(before.debits_after) + BigInt(debits)),
    };
    accounts.set(path, { ...after, prev_seq: seq });
    return after;
  };
  leaves.forEach((leaf, at) => {
    const { amount, debit, credit, facts } = entry.transfers[at] as Transfer;
    leaves[at] = {
      ...leaf,
      amount,
      facts,
      debit: move(debit, leaf.seq, '0', amount),
      credit: move(credit, leaf.seq, amount, '0'),
    };
  });
}

/** Leaf hashes of a signed bundle's log: its own leaves and note in their places, strangers elsewhere. */
export function leafHashesOf({ entry, leaves, rule_note: note, log }: LooseBundle): Buffer[] {
  const hashes = Array.from({ length: Number.parseInt(log.size, 10) }, (_none, at) => oracle.sha(`another leaf ${at}`));
  const content_hash = hashOf(entry);
  hashes[indexOf(note.seq)] = oracle.leafHash({ kind: 'note', ...note });
  for (const leaf of leaves) {
    hashes[indexOf(leaf.seq)] = oracle.leafHash({ ...leaf, entry: entry.id, asset: entry.asset, content_hash });
  }
  return hashes;
}

const indexOf = (seq: string): number => Number.parseInt(seq, 10) - 1;

/** Builds the tree around the bundle's leaves and note, signs its head, and cuts the paths. */
function sign(bundle: LooseBundle): LooseBundle {
  const { leaves, rule_note: note, log } = bundle;
  const hashes = leafHashesOf(bundle);
  const root = oracle.mth(hashes);
  const { seed } = leafVectors().checkpoint;
  const { note: checkpoint, vkey } = oracle.signedCheckpoint(log.origin, oracle.unhex(seed), hashes.length, root);
  const inclusion: Record<string, string[]> = {};
  for (const { seq } of [note, ...leaves]) inclusion[seq] = oracle.path(indexOf(seq), hashes).map(oracle.hex);
  bundle.log = { ...log, root: oracle.hex(root), checkpoint, public_key: vkey, inclusion };
  if (bundle.anchor !== null) bundle.anchor.root = bundle.log.root;
  return bundle;
}

/** A chain on which the bundle's head is anchored in a final block, and nothing else. */
export function aChainWith({ anchor, log }: LooseBundle) {
  const head = `0x${BigInt(log.size).toString(16).padStart(64, '0')}${log.root}`;
  const { chain_id, contract, tx_hash, block_number } = anchor ?? {
    chain_id: '0',
    contract: '',
    tx_hash: '',
    block_number: '0',
  };
  return {
    ethCall: ({ to }: { to: string }) => Promise.resolve(to === contract ? head : '0x'),
    ethChainId: () => Promise.resolve(BigInt(chain_id)),
    ethReceipt: (hash: string) =>
      Promise.resolve(hash === tx_hash ? { to: contract, blockNumber: BigInt(block_number), succeeded: true } : null),
  };
}
