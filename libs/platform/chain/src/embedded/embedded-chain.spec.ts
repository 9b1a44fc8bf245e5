import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HDNodeWallet, Transaction } from 'ethers';
import { eventually } from '../../../../../test/support/eventually.ts';
import { JsonRpcChain } from '../adapters/json-rpc-chain.ts';
import { EmbeddedChain } from './embedded-chain.ts';

const RICH = HDNodeWallet.fromPhrase('test test test test test test test test test test test junk');

describe('the embedded chain', () => {
  let dataDir: string;
  let running: EmbeddedChain[];
  const start = async (onProgress?: (text: string) => void): Promise<EmbeddedChain> => {
    const chain = await EmbeddedChain.start({ dataDir, ...(onProgress === undefined ? {} : { onProgress }) });
    running.push(chain);
    return chain;
  };
  const journal = () => join(dataDir, 'chain', 'journal.jsonl');
  beforeEach(async () => {
    running = [];
    dataDir = await mkdtemp(join(tmpdir(), 'provisio-chain-'));
  });
  afterEach(async () => {
    await Promise.all(running.map((chain) => chain.stop()));
    await rm(dataDir, { recursive: true });
  });

  it('has the same blocks after a restart, and goes on from there', async () => {
    const first = await start();
    await pay(first, 5);
    const before = await blocks(first);
    await first.stop();
    const second = await start();
    expect(await blocks(second)).toEqual(before);
    await pay(second, 1);
    expect((await blocks(second)).slice(0, -1)).toEqual(before);
  });

  it('comes back on the same port with all that it answered when its process is killed', async () => {
    const told: string[] = [];
    const chain = await start((text) => told.push(text));
    const { rpcUrl, pid } = chain;
    await pay(chain, 3);
    const before = await blocks(chain);
    process.kill(pid, 'SIGKILL');
    await eventually(() => told.some((text) => text.endsWith('was started again')));
    expect(chain.pid).not.toBe(pid);
    expect(chain.rpcUrl).toBe(rpcUrl);
    expect(await blocks(chain)).toEqual(before);
  });

  it('executes a transaction whose result a crash left unwritten, in the same block', async () => {
    const first = await start();
    await pay(first, 2);
    const before = await blocks(first);
    await first.stop();
    const lines = (await readFile(journal(), 'utf8')).trimEnd().split('\n');
    await writeFile(journal(), `${lines.slice(0, -1).join('\n')}\n`);
    const second = await start();
    expect(await blocks(second)).toEqual(before);
    await second.stop();
    expect((await readFile(journal(), 'utf8')).trimEnd().split('\n')).toEqual(lines);
  });

  it('drops a last line that a crash cut off', async () => {
    const first = await start();
    await pay(first, 2);
    const before = await blocks(first);
    await first.stop();
    await appendFile(journal(), '{"raw":"0x02f86d82');
    expect(await blocks(await start())).toEqual(before);
  });

  it('refuses a journal with a line that cannot be read (chain.journal_damaged)', async () => {
    const first = await start();
    await pay(first, 2);
    await first.stop();
    const lines = (await readFile(journal(), 'utf8')).split('\n');
    lines[2] = '{"block":1,';
    await writeFile(journal(), lines.join('\n'));
    await expect(start()).rejects.toMatchObject({
      code: 'chain.journal_damaged',
      message: expect.stringMatching(/line 3 of .*--reset/),
    });
  });

  it('refuses to start when a block comes out otherwise, naming it and what to do (chain.diverged)', async () => {
    const first = await start();
    await pay(first, 3);
    await first.stop();
    const text = await readFile(journal(), 'utf8');
    await writeFile(journal(), text.replace(/("block":2,"hash":"0x)./, '$1x').replace('x"', '0"'));
    await expect(start()).rejects.toMatchObject({
      code: 'chain.diverged',
      message: expect.stringMatching(/^block 2 .*hardhat .*--reset/),
    });
    expect(await readFile(journal(), 'utf8')).toContain('"block":3');
  });

  it('refuses a second process on the same folder (chain.locked)', async () => {
    const first = await start();
    await expect(start()).rejects.toMatchObject({
      code: 'chain.locked',
      message: expect.stringContaining(`process ${first.pid} is using it`),
    });
  }, 120_000);

  it('replaces a stale lock and says so', async () => {
    const first = await start();
    const lock = await readFile(join(dataDir, 'chain', 'lock'), 'utf8');
    await first.stop();
    await writeFile(join(dataDir, 'chain', 'lock'), lock);
    const told: string[] = [];
    await start((text) => told.push(text));
    expect(told).toEqual([`removed the stale lock of process ${first.pid}, which is gone`]);
  });

  it('says that its port is taken (chain.port_busy)', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(EmbeddedChain.start({ dataDir, port })).rejects.toMatchObject({ code: 'chain.port_busy' });
    other.close();
  });

  it('says that its folder cannot be used (chain.folder_unusable)', async () => {
    await writeFile(join(dataDir, 'file'), '');
    const inAFile = EmbeddedChain.start({ dataDir: join(dataDir, 'file') });
    await expect(inAFile).rejects.toMatchObject({ code: 'chain.folder_unusable' });
  });

  it('serves nothing that changes the chain behind the journal', async () => {
    const { rpcUrl } = await start();
    for (const method of ['eth_sendTransaction', 'evm_mine', 'evm_increaseTime', 'hardhat_setBalance', 'evm_revert']) {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] });
      const response = await fetch(rpcUrl, { method: 'POST', body });
      expect(await response.json()).toMatchObject({ error: { code: -32_601 } });
    }
  });

  it('runs calls by the clock of now, although it has no block since its first', async () => {
    const chain = await JsonRpcChain.connect({ rpcUrl: (await start()).rpcUrl });
    // TIMESTAMP PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN, run as creation code: no contract is needed.
    const seconds = BigInt(await chain.call({ data: '0x4260005260206000f3' }));
    expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(120);
  });

  it('ends when its parent is killed', async () => {
    const parent = spawn(process.execPath, ['--input-type=module', '-e', PARENT, dataDir], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await firstLine(parent));
    parent.kill('SIGKILL');
    // The child holds the write end of the pipe open until it is gone.
    await once(parent.stdout, 'close');
    expect((await start()).pid).not.toBe(pid);
  });
});

/** A parent that starts the chain's process the way `EmbeddedChain` does, prints its number, and waits for its death. */
const PARENT = `
  import { fork } from 'node:child_process';
  const order = JSON.stringify({ folder: process.argv[1] + '/chain', port: 0 });
  const child = fork(${JSON.stringify(new URL('./child.ts', import.meta.url).pathname)}, [order],
    { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.on('message', (report) => report.is === 'ready' && console.log(child.pid));
`;

async function firstLine(of: ChildProcess): Promise<string> {
  const [chunk] = (await once(of.stdout!, 'data')) as [Buffer];
  return chunk.toString().trim();
}

async function pay(node: EmbeddedChain, times: number): Promise<void> {
  const chain = await JsonRpcChain.connect({ rpcUrl: node.rpcUrl });
  const first = Number(await chain.nonce(RICH.address));
  for (let nonce = first; nonce < first + times; nonce += 1) {
    const { maxFeePerGas, maxPriorityFeePerGas } = await chain.feeData();
    const fields = { type: 2, chainId: 31_337, nonce, to: RICH.address, gasLimit: 21_000n };
    await chain.broadcast(
      await RICH.signTransaction(Transaction.from({ ...fields, value: 1n, maxFeePerGas, maxPriorityFeePerGas })),
    );
  }
}

async function blocks(node: EmbeddedChain): Promise<(string | undefined)[]> {
  const chain = await JsonRpcChain.connect({ rpcUrl: node.rpcUrl });
  const head = Number(await chain.blockNumber());
  return Promise.all(Array.from({ length: head + 1 }, async (_, at) => (await chain.block(BigInt(at)))?.hash));
}
