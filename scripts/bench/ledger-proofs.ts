import os from 'node:os';
import { present, sha256 } from '#kernel';
import { publishedLog } from '#modules/ledger/testing';
import { aDiskBlobStore } from '#platform/blob-store/testing';
import { hashLeaf, rootFromInclusion, toHex } from '#verify';
import { type Bench, median } from './bench.ts';
import { type AnchoredLag, PUBLISH_EVERY_MS, anchoredLagEmbedded, anchoredLagOnBlocks } from './ledger/anchored-lag.ts';
import { BenchLedger } from './ledger/open-ledger.ts';
import { startBenchServer } from './ledger/postgres-server.ts';
import { TallTree } from './ledger/tall-tree.ts';

const BATCH = 8_000;
const POSTS_A_SECOND = 300;
/** A chain as others run it: blocks, and finality some blocks later. */
const BLOCKS = { blockMs: 2_000, finalityDepth: 5n };
const TEN_MILLION = 10_000_000;
/** Leaves of the tall tree whose proofs are looked at: the edges, where trees differ, and places between. */
const PROVEN = 1_000;
const VERIFIED = 2_000;

/** What proofs cost: the audit of everything, the size of a proof, checking one, and how long until there is one. */
export const bench: Bench = async ({ full, say }) => {
  const rows = full ? 1_000_000 : 200_000;
  const server = await startBenchServer();
  try {
    const bench = await BenchLedger.open(server);
    for (let at = 1_000; at < rows; at += BATCH) await bench.post(bench.drafts(BATCH));
    await bench.ledger.makeCheckpoint.execute();
    const audits: number[] = [];
    for (let round = 1; round <= 3; round += 1) {
      const began = performance.now();
      const { breaks, checked } = await bench.ledger.checkMoney.execute();
      if (breaks.length > 0) throw new Error(`the audit found ${breaks.length} breaks`);
      audits.push((Number(checked.leaves) * 1_000) / (performance.now() - began));
      say(
        `audit ${round} (load ${os.loadavg()[0]?.toFixed(1)}): ${Math.round(present(audits.at(-1), 'audit'))} rows/s`,
      );
    }
    const verifyUs = await verifyProofs(bench);
    const lag = await publishLag(bench, full ? 60_000 : 20_000);
    const load = { forMs: full ? 240_000 : 75_000, perSecond: POSTS_A_SECOND };
    const anchored = await anchoredLagEmbedded(bench, load);
    say(`anchored (load ${os.loadavg()[0]?.toFixed(1)}): ${spread(anchored)}`);
    const proofBytes = longestProof(new TallTree(TEN_MILLION));
    say(`the longest proof in a tree of ${TEN_MILLION} leaves: ${proofBytes} bytes`);
    await bench.close();
    const onBlocks = full ? await onOtherChain(server, load) : undefined;
    return {
      figures: {
        audit_rows_per_s: Math.round(median(audits)),
        inclusion_proof_bytes_10m: proofBytes,
        verify_us: Math.round(verifyUs),
        tile_publish_lag_ms: Math.round(lag),
        anchored_p99_s: anchored.p99S,
      },
      notes: [
        `audit: every row, balance, content hash, leaf, tile and head of ${rows} rows replayed from the database, one process; median of 3.`,
        `inclusion_proof_bytes_10m: the longest of ${PROVEN} proofs out of a real tree of 10⁷ leaves, each checked by libs/verify; 32 bytes a hash.`,
        `verify_us: leaf hash and path to the root of ${rows} leaves by libs/verify in plain TypeScript, mean of ${VERIFIED} proofs.`,
        `tile_publish_lag_ms: p99 from the answer to a posted entry until a head that covers it is published with all of its tiles, as files on disk, under steady posting (2,000 entries a second), published every ${PUBLISH_EVERY_MS} ms as in the product.`,
        `anchored_p99_s: from the answer to a posted entry until LedgerAnchor in a final block covers it, read by eth_call, at ${POSTS_A_SECOND} entries a second for ${load.forMs / 1_000} s; ${spread(anchored)}. Settlement's own worker and publisher on the embedded chain of the product: a block for each transaction at once, final when it is mined, journal on disk; default settings (SETTLEMENT_ANCHOR_EVERY_SECONDS 30).`,
        onBlocks === undefined
          ? 'On a chain with blocks and finality it is measured with --full.'
          : `The same on a chain with a block every ${BLOCKS.blockMs} ms, final under ${BLOCKS.finalityDepth} blocks, polled every 4 s as an external one: ${spread(onBlocks)}.`,
        `${server.version} with its default settings; load average at the end ${os.loadavg()[0]?.toFixed(1)} on ${os.cpus().length} cores.`,
      ],
    };
  } finally {
    await server.stop();
  }
};

/** Microseconds for one proof, leaf to root. */
async function verifyProofs({ ledger }: BenchLedger): Promise<number> {
  const { size, root } = await ledger.readCheckpoint.execute();
  const step = size / BigInt(VERIFIED);
  const seqs = Array.from({ length: VERIFIED }, (_, at) => BigInt(at) * step + 1n);
  const { paths } = await ledger.proveInclusion.execute(seqs, size);
  const body = new Uint8Array(267);
  let wrong = 0;
  const began = performance.now();
  for (const [seq, path] of paths) {
    const reached = rootFromInclusion(hashLeaf(body), seq - 1n, size, path);
    if (reached === undefined || root.equals(reached)) wrong += 1; // No leaf has this body.
  }
  const us = ((performance.now() - began) * 1_000) / VERIFIED;
  if (wrong > 0) throw new Error(`${wrong} proofs led where they must not: ${sha256(body).toString('hex')}`);
  return us;
}

/** Bytes of the longest proof, each of which must lead to the root. */
function longestProof(tree: TallTree): number {
  const indices = Array.from({ length: PROVEN - 1 }, (_, at) => Math.floor((at * tree.size) / (PROVEN - 1)));
  const bytes = [...indices, tree.size - 1].map((index) => {
    const { leaf, path } = tree.inclusion(index);
    const reached = rootFromInclusion(leaf, BigInt(index), BigInt(tree.size), path);
    const isProven = reached !== undefined && toHex(reached) === tree.root;
    if (!isProven) throw new Error(`the proof of leaf ${index} does not hold`);
    return 32 * path.length;
  });
  return Math.max(...bytes);
}

/** A database of its own: contracts of one chain are not those of another. */
async function onOtherChain(
  server: Awaited<ReturnType<typeof startBenchServer>>,
  load: { readonly forMs: number; readonly perSecond: number },
): Promise<AnchoredLag> {
  const bench = await BenchLedger.open(server, { name: 'blocks' });
  try {
    return await anchoredLagOnBlocks(bench, load, BLOCKS);
  } finally {
    await bench.close();
  }
}

function spread({ p50S, p99S, maxS, entries, anchors }: AnchoredLag): string {
  return `p50 ${p50S} s, p99 ${p99S} s, longest ${maxS} s over ${entries} entries and ${anchors} anchors`;
}

/** p99 of milliseconds from an answer to the published head that covers it, while about 2,000 entries a second are posted. */
async function publishLag(bench: BenchLedger, forMs: number): Promise<number> {
  const waiting: { readonly seq: bigint; readonly at: number }[] = [];
  const lags: number[] = [];
  const until = performance.now() + forMs;
  const blobs = await aDiskBlobStore();
  const { publishLog } = publishedLog(bench.wiring, bench.ledger.makeCheckpoint, blobs.store);
  const publish = async (): Promise<void> => {
    while (performance.now() < until + PUBLISH_EVERY_MS) {
      const next = performance.now() + PUBLISH_EVERY_MS;
      const { size } = await publishLog.execute();
      for (let first = waiting[0]; first !== undefined && first.seq <= size; first = waiting[0]) {
        lags.push(performance.now() - first.at);
        waiting.shift();
      }
      await pause(next - performance.now());
    }
  };
  const post = async (): Promise<void> => {
    while (performance.now() < until) {
      const next = performance.now() + 50;
      const seq = await bench.post(bench.drafts(100));
      waiting.push({ seq, at: performance.now() });
      await pause(next - performance.now());
    }
  };
  await publishLog.execute(); // What is there already is not what is measured.
  await Promise.all([publish(), post()]);
  await blobs.remove();
  const sorted = lags.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
