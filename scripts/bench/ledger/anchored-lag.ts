import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HeadPublisher } from '#modules/ledger';
import { FindContracts } from '#modules/settlement';
import { SettlementWorker } from '#modules/settlement/worker';
import { type TestSettlement, type TestSettlementOptions, aSettlement } from '#modules/settlement/testing';
import { Chain, EmbeddedChain } from '#platform/chain';
import { aTestNode } from '#platform/chain/testing';
import { HEAD_CALL_DATA, decodeHead } from '#verify';
import type { BenchLedger } from './open-ledger.ts';

/** How often the product publishes a head (`ledger.publish_log`). */
export const PUBLISH_EVERY_MS = 5_000;
const POST_EVERY_MS = 50;
const LOOK_EVERY_MS = 100;
/** An entry that no final anchor covers after this long ends the benchmark. */
const PATIENCE_MS = 600_000;

/** Seconds from an entry's commit until a final block's LedgerAnchor covers it. */
export type AnchoredLag = {
  readonly p50S: number;
  readonly p99S: number;
  readonly maxS: number;
  /** Entries that were posted and followed to their anchor. */
  readonly entries: number;
  readonly anchors: number;
};

/** How the ledger is loaded: a steady rate for a time. */
export type Load = { readonly forMs: number; readonly perSecond: number };

/** Over settlement's own worker on the chain that `npm start` starts, with its journal, and the settings of the product. */
export async function anchoredLagEmbedded(bench: BenchLedger, load: Load): Promise<AnchoredLag> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'provisio-bench-chain-'));
  const chain = await EmbeddedChain.start({ dataDir });
  try {
    const settlement = await aSettlement(bench, { rpcUrl: chain.rpcUrl });
    return await anchoredLag(bench, settlement, load);
  } finally {
    await chain.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The same on a chain with a block every `blockMs`, final under `finalityDepth` blocks, polled as an external one. */
export async function anchoredLagOnBlocks(
  bench: BenchLedger,
  load: Load,
  { blockMs, finalityDepth }: { readonly blockMs: number; readonly finalityDepth: bigint },
): Promise<AnchoredLag> {
  const node = await aTestNode();
  try {
    await node.rpc('evm_setIntervalMining', 50); // The deployment waits for finality, which is not what is measured.
    const settings: TestSettlementOptions['settings'] = { pollMs: 4_000, rebroadcastMs: 30_000, stuckMs: 180_000 };
    const settlement = await aSettlement(bench, { rpcUrl: node.rpcUrl, finalityDepth, settings });
    await node.rpc('evm_setAutomine', false);
    await node.rpc('evm_setIntervalMining', blockMs);
    return await anchoredLag(bench, settlement, load);
  } finally {
    await node.stop();
  }
}

async function anchoredLag(bench: BenchLedger, settlement: TestSettlement, load: Load): Promise<AnchoredLag> {
  try {
    await settlement.get(SettlementWorker).start();
    return await follow(bench, settlement, load);
  } finally {
    await settlement.close();
  }
}

async function follow(bench: BenchLedger, settlement: TestSettlement, load: Load): Promise<AnchoredLag> {
  const waiting: { readonly seq: bigint; readonly count: number; readonly at: number }[] = [];
  const lags: number[] = [];
  const began = performance.now();
  const until = began + load.forMs;
  const isDone = (): boolean => performance.now() > until && waiting.length === 0;
  const post = async (): Promise<void> => {
    const count = Math.round((load.perSecond * POST_EVERY_MS) / 1_000);
    for (let next = began; next < until; next += POST_EVERY_MS) {
      await pause(Math.max(0, next - performance.now()));
      const seq = await bench.post(bench.drafts(count));
      waiting.push({ seq, count, at: performance.now() });
    }
  };
  const publish = async (): Promise<void> => {
    for (let next = began; performance.now() < until; next += PUBLISH_EVERY_MS) {
      await pause(Math.max(0, next - performance.now()));
      await settlement.get(HeadPublisher).execute();
    }
  };
  let anchors = 0;
  const look = async (): Promise<void> => {
    for (let seen = 0n; !isDone(); await pause(LOOK_EVERY_MS)) {
      const size = await finalHead(settlement);
      if (size > seen) anchors += 1;
      seen = size;
      for (let first = waiting[0]; first !== undefined && first.seq <= size; first = waiting[0]) {
        for (let each = 0; each < first.count; each += 1) lags.push(performance.now() - first.at);
        waiting.shift();
      }
      if (performance.now() > until + PATIENCE_MS) throw new Error(`no final anchor covers entry ${waiting[0]?.seq}`);
    }
  };
  await Promise.all([post(), publish(), look()]);
  return { ...spreadOf(lags), entries: lags.length, anchors };
}

/** Leaves that the contract holds in the newest final block: what a stranger reads, not what we wrote down. */
async function finalHead(settlement: TestSettlement): Promise<bigint> {
  const { address } = await settlement.get(FindContracts).execute();
  const answer = await settlement.get(Chain).call({ to: address('ledger_anchor'), data: HEAD_CALL_DATA }, 'finalized');
  return decodeHead(answer)?.size ?? 0n;
}

function spreadOf(lags: readonly number[]): { p50S: number; p99S: number; maxS: number } {
  const sorted = lags.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN) / 100) / 10;
  return { p50S: at(0.5), p99S: at(0.99), maxS: at(1) };
}
