import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceName } from '../../scripts/services/service.ts';
import { type Environment, loadConfig } from '#platform/config';
import { type Dependency, RollCall, dependenciesOf } from '#platform/runtime';
import { aLogger } from '#platform/telemetry/testing';
import { eventually } from '../support/eventually.ts';
import { type Gate, aGate } from '../support/gate.ts';
import { serviceUrl } from '../support/services.ts';

// A port that refuses first and answers later, in front of each service that a start may have to wait for.

/** Where the service at `url` is, and the same address through a port of this test. */
type Through = { readonly gate: Gate; readonly url: string };

async function through(url: string): Promise<Through> {
  const isPlain = !url.includes('://');
  const address = new URL(isPlain ? `tcp://${url}` : url);
  const gate = await aGate(address);
  return { gate, url: url.replace(address.host, `127.0.0.1:${gate.port}`) };
}

const VARIABLES: Readonly<Record<ServiceName, (url: string) => Environment>> = {
  postgres: (url) => ({ DATABASE_URL: url }),
  // Brokers name themselves in their answer, so only the first contact goes through the gate.
  kafka: (url) => ({ KAFKA_BROKERS: url }),
  redis: (url) => ({ REDIS_URL: url }),
  elasticsearch: (url) => ({ SEARCH_URL: url }),
  s3: (url) => ({ BLOB_STORE_URL: `${url}/provisio` }),
  rpc: (url) => ({ CHAIN_RPC_URL: url }),
};

function only(env: Environment): Dependency {
  const [dependency, ...others] = dependenciesOf(loadConfig(env), aLogger().logger);
  if (dependency === undefined || others.length > 0) throw new Error('one dependency is expected');
  return dependency;
}

/** The whole of it, for the service at `url`. */
async function waitsFor(name: ServiceName, url: string): Promise<void> {
  const { gate, url: outside } = await through(url);
  const dependency = only(VARIABLES[name](outside));
  const { logger, lines } = aLogger();
  const said: string[] = [];
  const say = (sentence: string): void => void said.push(sentence);
  const roll = new RollCall([dependency], { logger, say, patienceMs: undefined, firstPauseMs: 20 });
  const run = roll.run();
  await eventually(() => said.length === 1);
  expect(said[0]).toMatch(new RegExp(`^waiting for .*\\(${Object.keys(VARIABLES[name](url))[0]}\\): .+`));
  expect(said[0]).not.toContain('secret');
  expect(roll.answers).toEqual({ [dependency.key]: false });
  expect(lines).toContainEqual(expect.objectContaining({ event: 'service.unavailable', service: dependency.key }));
  await gate.open();
  await run;
  expect(roll.answers).toEqual({ [dependency.key]: true });
  expect(said[1]).toContain('answers');
  await gate.shut();
}

describe('a service that is down at a start', () => {
  it('is waited for: a chain that somebody else runs', async () => {
    const node = createServer((request, reply) => {
      request.resume();
      reply.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: '0x7a69' }));
    }).listen(0, '127.0.0.1');
    await once(node, 'listening');
    await waitsFor('rpc', `http://127.0.0.1:${(node.address() as AddressInfo).port}`);
    node.closeAllConnections();
    node.close();
  });

  it('is no service where none is named', () => {
    expect(dependenciesOf(loadConfig({}), aLogger().logger)).toEqual([]);
  });

  it('is asked by itself where the cache has a Redis of its own', () => {
    const keysOf = (env: Environment): string[] =>
      dependenciesOf(loadConfig(env), aLogger().logger).map(({ key }) => key);
    expect(keysOf({ REDIS_URL: 'redis://a', CACHE_URL: 'redis://b' })).toEqual(['redis', 'cache']);
    expect(keysOf({ REDIS_URL: 'redis://a', CACHE_URL: 'redis://a' })).toEqual(['redis']);
  });

  for (const name of ['postgres', 'kafka', 'redis', 'elasticsearch', 's3', 'rpc'] as const) {
    const url = serviceUrl(name);
    if (url !== undefined) it(`is waited for: ${name}, the real one`, () => waitsFor(name, url));
  }
});
