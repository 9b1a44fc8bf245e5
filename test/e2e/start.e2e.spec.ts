import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JsonRpcProvider } from 'ethers';
import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../support/eventually.ts';
import { alive, processTree } from '../support/processes.ts';
import { aDataDir, cli, Product, removeDataDir, startToItsEnd } from '../support/product.ts';
import { itemsOf, textAt } from '../support/rest.ts';
import { Platform } from '../support/some-people.ts';
import { depositOnChain } from '../support/wallets.ts';

// How `npm start` begins, is refused, ends, and begins again.

/** A number that no process has: that of one that has just ended. */
const gonePid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('npm start', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'provisio-start-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('says what it can do (--help) and does nothing', async () => {
    const { code, stdout, stderr } = await startToItsEnd(['--help']);
    expect(code).toBe(0);
    for (const option of ['--data-dir', '--port', '--reset', '--no-demo', '--help']) {
      expect(stdout + stderr).toContain(option);
    }
  });

  it('refuses an option that it does not know, and names it', async () => {
    const dataDir = path.join(folder, 'never');
    const { code, stderr } = await startToItsEnd(['--data-dir', dataDir, '--speed', '9']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Provisio did not start: .*--speed/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses a port that is no port, before anything is started', async () => {
    const { code, stderr } = await startToItsEnd(['--data-dir', path.join(folder, 'never'), '--port', 'http']);
    expect(code).toBe(1);
    expect(stderr).toContain('PORT');
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses a folder that cannot be written in one sentence', async () => {
    // A file in the way stops root, too, whom no permission stops.
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    const { code, stderr } = await startToItsEnd(['--data-dir', path.join(file, 'data')]);
    expect(code).toBe(1);
    expect(sentencesOf(stderr)).toEqual([
      `Provisio did not start: ${path.join(file, 'data')} cannot be written (ENOTDIR); choose another folder with --data-dir.`,
    ]);
    if (process.getuid?.() !== 0) {
      const closed = await mkdtemp(path.join(folder, 'closed-'));
      await chmod(closed, 0o500);
      const refused = await startToItsEnd(['--data-dir', path.join(closed, 'data')]);
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be written (EACCES)') });
    }
  });

  it('refuses to reset a folder that it did not make', async () => {
    const photos = await mkdtemp(path.join(folder, 'photos-'));
    await writeFile(path.join(photos, 'holiday.jpg'), 'x');
    const { code, stderr } = await startToItsEnd(['--data-dir', photos, '--reset']);
    expect(code).toBe(1);
    expect(sentencesOf(stderr)).toEqual([
      `Provisio did not start: --reset deletes only folders that Provisio made, and ${photos} is not one.`,
    ]);
    expect(await readdir(photos)).toEqual(['holiday.jpg']);
  });
});

describe('a product on a data directory', () => {
  let dataDir: string;
  let product: Product | undefined;

  beforeAll(async () => {
    dataDir = await aDataDir('start');
  });
  afterAll(async () => {
    await product?.stop();
    await removeDataDir(dataDir);
  }, 180_000);

  const start = async (args: readonly string[] = []): Promise<Product> =>
    (product = await Product.start({ dataDir, args }));
  const stop = async (signal: NodeJS.Signals): ReturnType<Product['stop']> => {
    const stopped = await product!.stop(signal);
    product = undefined;
    return stopped;
  };

  it('resumes with the same balances, log, claims and chain, and leaves no process behind (SIGINT)', async () => {
    await start();
    const platform = await Platform.of(product!);
    const shop = await platform.join('merchant', 'Aurora Home');
    await depositOnChain(product!.rpcUrl, await shop.rest.read('/v1/settlement/contracts'), 50_000n, 4);
    await eventually(
      () => shop.rest.read('/v1/accounts'),
      (page) => itemsOf(page).length > 0,
      { timeoutMs: 120_000 },
    );
    const before = await everything(product!);
    expect(textAt(before.balances, 'items.0.balance.amount')).toBe('50000');

    const stopped = await stop('SIGINT');
    expect(stopped).toMatchObject({ code: 0, left: [] });
    expect(stopped.stderr).toContain('SIGINT: stopping');
    expect(await readdir(dataDir)).not.toContain('lock');

    await start();
    expect(product!.process.stderr).not.toContain('without saying goodbye');
    expect(await everything(product!)).toEqual(before);
    expect(await cli(dataDir, ['reconcile'])).toMatchObject({ code: 0 });
    await stop('SIGTERM');
  }, 360_000);

  it('takes over from a lock whose process is gone, and says so', async () => {
    await writeFile(path.join(dataDir, 'lock'), `${gonePid()}\n`);
    await start();
    expect(product!.process.stderr).toContain('the last run ended without saying goodbye');
  }, 180_000);

  it('refuses a second product on the same folder, and a busy port, at once; the first goes on', async () => {
    const { port } = new URL(product!.url);
    const same = await startToItsEnd(['--data-dir', dataDir, '--port', port]);
    expect(same.code).toBe(1);
    expect(sentencesOf(same.stderr)).toEqual([
      `Provisio did not start: Provisio is already running on ${dataDir} (process ${product!.process.pid}); stop it first, or choose another folder with --data-dir.`,
    ]);
    const elsewhere = await aDataDir('start-busy');
    const busy = await startToItsEnd(['--data-dir', elsewhere, '--port', port, '--no-demo']);
    expect(busy.code).toBe(1);
    expect(sentencesOf(busy.stderr)).toEqual([
      `Provisio did not start: port ${port} is in use; stop what uses it, or choose another with --port.`,
    ]);
    expect(await readdir(elsewhere)).toEqual([]);
    await removeDataDir(elsewhere);
    expect((await fetch(`${product!.url}/health/ready`)).status).toBe(200);
  }, 360_000);

  it('ends with everything that it started when it is told twice', async () => {
    expect(product!.processes.length).toBeGreaterThan(2);
    product!.process.signal('SIGTERM');
    expect(await stop('SIGHUP')).toMatchObject({ code: 0, left: [] });
  }, 180_000);

  it('ends with everything that it started in the middle of its start, and starts again after it', async () => {
    const starting = Product.launch({ dataDir });
    const cluster = path.join(dataDir, 'postgres/cluster/postmaster.pid');
    await eventually(() => readFile(cluster, 'utf8'), undefined, { timeoutMs: 120_000 });
    const mine = processTree(starting.pid);
    starting.signal('SIGINT');
    expect(await starting.ended).toMatchObject({ code: 0, stdout: '' });
    expect(alive(mine)).toEqual([]);
    expect(await readdir(dataDir)).not.toContain('lock');
  }, 180_000);

  it('begins again from nothing when it is told to (--reset)', async () => {
    await start(['--reset']);
    const signIn = { email: 'ada@platform.example', password: 'correct horse battery staple' };
    const response = await fetch(`${product!.url}/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signIn),
    });
    expect(response.status).toBe(403);
    expect((await Platform.of(product!)).ada.organisation).toMatch(/^org_/);
  }, 180_000);
});

/** What a start refused says, without the lines of progress before it. */
function sentencesOf(stderr: string): string[] {
  return stderr.trim().split('\n');
}

/** What must be the same after a restart. */
async function everything(product: Product): Promise<Record<string, unknown>> {
  const { rest } = await Platform.signIn(product);
  const provider = new JsonRpcProvider(product.rpcUrl);
  const head = await provider.getBlock('latest');
  provider.destroy();
  return {
    balances: await rest.read('/v1/accounts'),
    entries: await rest.read('/v1/entries'),
    contracts: await rest.read('/v1/settlement/contracts'),
    head: { number: head?.number, hash: head?.hash },
  };
}
