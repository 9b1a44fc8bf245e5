import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/dev/build-plan.ts';
import { aDemoDataDir } from '../support/prepared-demo.ts';
import { Product, removeDataDir } from '../support/product.ts';

// The lines that README asks a stranger to paste.

/** The shell lines of README's tour. */
async function tourOf(readme: string): Promise<string> {
  const text = await readFile(path.join(root, readme), 'utf8');
  const [, lines] = /## A tour of five minutes[\s\S]*?```sh\n([\s\S]*?)```/.exec(text) ?? [];
  if (lines === undefined) throw new Error(`${readme} has no tour`);
  // A receipt is written where the tour is run; npm finds the project from there by --prefix.
  return `set -eu\n${lines.replaceAll('npm run -s cli', `npm --prefix '${root}' run -s cli`)}`;
}

describe("README's tour", () => {
  let dataDir: string;
  let folder: string;
  let product: Product | undefined;

  beforeAll(async () => {
    dataDir = await aDemoDataDir('tour');
    folder = await mkdtemp(path.join(tmpdir(), 'provisio-tour-'));
    product = await Product.start({ dataDir, demo: true });
    await product.table();
  }, 600_000);
  afterAll(async () => {
    await product?.stop();
    await removeDataDir(dataDir);
    await rm(folder, { recursive: true, force: true });
  }, 180_000);

  it('goes from a program to a proof on chain, line by line as it is printed', async () => {
    const lines = (await tourOf('README.md')).replace('verify receipt.json', `verify '${folder}/receipt.json'`);
    const env = { ...process.env, NODE_OPTIONS: '', B: product?.url, DATA_DIR: dataDir };
    const shell = spawn('bash', ['-c', lines], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(shell, 'close')) as [number | null]; // It has ended, and all that it said is here.
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('FINAL: the commission is proven') });
  }, 720_000);
});
