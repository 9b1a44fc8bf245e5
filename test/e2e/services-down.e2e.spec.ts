import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { aTestNode, type TestNode } from '#platform/chain/testing';
import { eventually } from '../support/eventually.ts';
import { type Gate, aGate, freePort } from '../support/gate.ts';
import { aDataDir, Product, removeDataDir, type Running, startToItsEnd } from '../support/product.ts';

// A start whose services are not there yet: it says whom it waits for, begins nothing without them, and goes on.

type Health = { readonly status: number; readonly body: { status: string; checks: Record<string, boolean> } };

async function health(url: string): Promise<Health> {
  const answer = await fetch(`${url}/health/ready`);
  return { status: answer.status, body: (await answer.json()) as Health['body'] };
}

describe('a product whose services are down', () => {
  let dataDir: string;
  let node: TestNode;
  let gate: Gate;
  let running: Running | undefined;

  beforeAll(async () => {
    dataDir = await aDataDir('services-down');
    node = await aTestNode();
    gate = await aGate(new URL(node.rpcUrl));
  });
  afterEach(async () => {
    if (running?.hasEnded === false) await running.kill();
  });
  afterAll(async () => {
    await gate.shut();
    await node.stop();
    await removeDataDir(dataDir);
  }, 180_000);

  it('waits for the chain, not ready and by name, begins nothing, and is ready when it answers', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    running = Product.launch({
      dataDir,
      args: ['--port', `${port}`],
      env: { CHAIN_RPC_URL: `http://127.0.0.1:${gate.port}`, START_PATIENCE_SECONDS: '0' },
    });
    const waiting = await eventually(() => health(url), undefined, { timeoutMs: 120_000 });
    expect(waiting).toEqual({
      status: 503,
      body: { status: 'unavailable', checks: { chain: false, application: false } },
    });
    const said = /waiting for the chain \(CHAIN_RPC_URL\): .*(ECONNREFUSED|fetch failed)/;
    await eventually(() => said.test(running?.stderr ?? '')); // A pipe of its own: it may come after the answer.
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const refused = await fetch(`${url}/v1/me`);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
    expect(await refused.json()).toMatchObject({ code: 'http.unavailable', status: 503 });
    expect(await readdir(dataDir)).not.toContain('postgres');

    await gate.open();
    const product = await Product.ready(dataDir, running);
    expect(await health(url)).toMatchObject({ status: 200, body: { checks: { chain: true, database: true } } });
    for (const event of ['service.unavailable', 'service.answers']) {
      await eventually(async () =>
        (await readFile(path.join(dataDir, 'provisio.log'), 'utf8')).includes(`"event":"${event}","service":"chain"`),
      );
    }

    await gate.shut();
    const lost = await eventually(
      () => health(url),
      ({ body }) => !body.checks['chain'] && body.checks['database'] === true,
    );
    expect(lost).toMatchObject({ status: 503, body: { checks: { chain: false, database: true } } });
    await gate.open();
    await eventually(
      () => health(url),
      ({ status }) => status === 200,
    );
    expect(await product.stop()).toMatchObject({ code: 0, left: [] });
  }, 540_000);

  it('gives up when its patience ends, naming everybody who is missing, and leaves nothing behind', async () => {
    const nobody = await freePort();
    const folder = await aDataDir('services-missing');
    const { code, stderr } = await startToItsEnd(['--data-dir', folder, '--port', '0', '--no-demo'], {
      REDIS_URL: `redis://:secret@127.0.0.1:${nobody}`,
      KAFKA_BROKERS: `127.0.0.1:${nobody}`,
      START_PATIENCE_SECONDS: '1',
    });
    expect(code).toBe(1);
    const last = stderr.trim().split('\n').at(-1);
    expect(last).toMatch(
      /^Provisio did not start: Kafka \(KAFKA_BROKERS\) does not answer.*; Redis \(REDIS_URL\) does/,
    );
    expect(stderr).not.toContain('secret');
    expect(await readdir(folder)).toEqual(['provisio.log']);
    await removeDataDir(folder);
  }, 180_000);
});
