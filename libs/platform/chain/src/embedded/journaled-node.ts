import { EMBEDDED_CHAIN_ID, type Request } from './simulated-node.ts';
import type { Journal, JournalEntry } from './journal.ts';

// This file runs in the chain's own process, which has no loader: erasable TypeScript and relative imports only.

/** The journal gives other blocks than it gave before. */
export class Diverged extends Error {}

/** The caller asked for something that this chain does not do; `code` is JSON-RPC's. */
class RpcRefusal extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** All that may be asked; anything else could change the chain behind the journal's back. */
const READS = new Set([
  'eth_accounts', 'eth_blobBaseFee', 'eth_blockNumber', 'eth_chainId', 'eth_estimateGas', 'eth_feeHistory',
  'eth_gasPrice', 'eth_getBalance', 'eth_getBlockByHash', 'eth_getBlockByNumber', 'eth_getBlockTransactionCountByHash',
  'eth_getBlockTransactionCountByNumber', 'eth_getCode', 'eth_getLogs', 'eth_getStorageAt',
  'eth_getTransactionByBlockHashAndIndex', 'eth_getTransactionByBlockNumberAndIndex', 'eth_getTransactionByHash',
  'eth_getTransactionCount', 'eth_getTransactionReceipt', 'eth_maxPriorityFeePerGas', 'eth_syncing', 'net_listening',
  'net_version', 'web3_clientVersion', 'web3_sha3',
]); // prettier-ignore

/** The simulated chain with a memory: every signed transaction is in the journal before it is executed. */
export class JournaledNode {
  private readonly ask: Request;
  private readonly journal: Journal;
  private lastTime: number;
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(ask: Request, journal: Journal, lastTime: number) {
    this.ask = ask;
    this.journal = journal;
    this.lastTime = lastTime;
  }

  /** Replays the journal, compares each block, and moves the clock to now. @throws {Diverged} */
  static async open(
    node: { request: Request; hardhat: string },
    journal: Journal,
    onProgress: (done: number, total: number) => void,
  ): Promise<JournaledNode> {
    const genesis = await blockOf(node.request, '0x0');
    const header = { journal: 'provisio.chain.v1', genesis: genesis.hash, hardhat: node.hardhat } as const;
    const wrote = journal.header ?? header;
    if (journal.header === null) await journal.begin(header);
    if (wrote.genesis !== genesis.hash) {
      throw diverged(journal, 0, wrote.genesis, genesis.hash, wrote.hardhat, node.hardhat);
    }
    const opened = new JournaledNode(node.request, journal, genesis.time);
    await opened.replay({ wrote: wrote.hardhat, runs: node.hardhat }, onProgress);
    await opened.moveClockToNow();
    return opened;
  }

  request(method: string, params: readonly unknown[]): Promise<unknown> {
    if (method === 'eth_sendRawTransaction') return this.oneByOne(() => this.send(String(params[0])));
    if (method === 'eth_call') return this.ask(method, inNextBlock(params));
    if (READS.has(method)) return this.ask(method, params);
    const why = `${method} is not served: only signed transactions (eth_sendRawTransaction) change the embedded chain`;
    return Promise.reject(new RpcRefusal(-32_601, why));
  }

  /** Waits for the transaction in hand, then closes the journal. */
  close(): Promise<void> {
    return this.oneByOne(() => this.journal.close());
  }

  private oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined); // The caller gets the failure; the next in line does not.
    return result;
  }

  private async send(raw: string): Promise<unknown> {
    const hash = await this.ask('web3_sha3', [raw]);
    // A repeated transaction must not grow the journal.
    if ((await this.ask('eth_getTransactionByHash', [hash])) !== null) throw new RpcRefusal(-32_000, 'already known');
    const time = Math.max(Math.floor(Date.now() / 1000), this.lastTime);
    await this.journal.intend(raw, time);
    return this.execute(raw, time);
  }

  private async execute(raw: string, time: number): Promise<unknown> {
    await this.ask('evm_setNextBlockTimestamp', [time]);
    let hash: unknown;
    try {
      hash = await this.ask('eth_sendRawTransaction', [raw]);
    } catch (error) {
      await this.journal.refused();
      throw error;
    }
    this.lastTime = time;
    const block = await blockOf(this.ask, 'latest');
    await this.journal.mined(block.number, block.hash);
    return hash;
  }

  private async replay(
    hardhat: { wrote: string; runs: string },
    onProgress: (done: number, total: number) => void,
  ): Promise<void> {
    const { entries } = this.journal;
    for (const [at, entry] of entries.entries()) {
      onProgress(at, entries.length);
      if (entry.result === 'refused') continue;
      if (entry.result === null) await this.finish(entry);
      else await this.repeat(entry, entry.result, hardhat);
    }
  }

  /** The last transaction before a crash: it may have been executed and seen, so it gets the same time again. */
  private async finish({ raw, time }: JournalEntry): Promise<void> {
    await this.execute(raw, time).catch(() => undefined); // A refusal is in the journal now; nobody waits for it.
  }

  private async repeat(
    entry: JournalEntry,
    expected: { block: number; hash: string },
    hardhat: { wrote: string; runs: string },
  ): Promise<void> {
    await this.ask('evm_setNextBlockTimestamp', [entry.time]);
    const refusal = await this.ask('eth_sendRawTransaction', [entry.raw]).then(() => null, String);
    const { hash } = await blockOf(this.ask, 'latest');
    this.lastTime = entry.time;
    if (refusal !== null || hash !== expected.hash) {
      throw diverged(this.journal, expected.block, expected.hash, refusal ?? hash, hardhat.wrote, hardhat.runs);
    }
  }

  private async moveClockToNow(): Promise<void> {
    const behind = Math.floor(Date.now() / 1000) - (await blockOf(this.ask, 'pending')).time;
    if (behind > 0) await this.ask('evm_increaseTime', [behind]);
  }
}

/**
 * On a public chain `latest` is seconds old. Here no block comes without a transaction, and a call at `latest` would see
 * the time of a block of hours ago: it runs in the block that would come next instead.
 */
function inNextBlock([call, block, ...rest]: readonly unknown[]): readonly unknown[] {
  return [call, block === undefined || block === 'latest' ? 'pending' : block, ...rest];
}

function diverged(journal: Journal, block: number, was: string, is: string, wrote: string, runs: string): Diverged {
  return new Diverged(
    `block ${block} of the embedded chain on chain id ${EMBEDDED_CHAIN_ID} came out as ${is} instead of ${was} when ` +
      `${journal.path} was replayed. The journal was written by hardhat ${wrote}, this is ${runs}: start with the version ` +
      'that wrote it, or begin again with --reset (a new chain and a new ledger). Nothing was changed.',
  );
}

async function blockOf(ask: Request, tag: string): Promise<{ number: number; hash: string; time: number }> {
  const { number, hash, timestamp } = (await ask('eth_getBlockByNumber', [tag, false])) as {
    number: string | null;
    hash: string;
    timestamp: string;
  };
  return { number: Number(number), hash, time: Number(timestamp) };
}
