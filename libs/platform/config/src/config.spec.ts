import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ConfigInvalid } from './config.errors.ts';
import { describeConfig, loadConfig } from './config.ts';
import { configurationPage } from './configuration-page.ts';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigInvalid)) throw error;
    return error.details.problems.map(({ variable }) => variable);
  }
};

describe('configuration', () => {
  it('has a default for everything that is needed', () => {
    expect(loadConfig({})).toMatchObject({
      mode: 'embedded',
      port: 3000,
      demo: true,
      chain: { chainId: 31_337, rpcUrl: undefined },
    });
  });

  it('takes an empty variable as unset', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, database: { ownerUrl: undefined } });
  });

  it('lets overrides win over the environment and checks them the same way', () => {
    expect(loadConfig({ PORT: '4000' }, { port: 5000, demo: false })).toMatchObject({ port: 5000, demo: false });
    expect(() => loadConfig({}, { port: 70_000 })).toThrow(ConfigInvalid);
  });

  it('reports everything that is wrong at once', () => {
    expect(
      problemsOf({ PORT: 'http', PROVISIO_MODE: 'cloud', CHAIN_ID: '-1', BOOK_TIME_ZONE: 'Mars/Olympus' }),
    ).toEqual(['PROVISIO_MODE', 'PORT', 'BOOK_TIME_ZONE', 'CHAIN_ID']);
  });

  it('wants the services of mode distributed by name', () => {
    expect(problemsOf({ PROVISIO_MODE: 'distributed' })).toEqual([
      'DATABASE_URL',
      'KAFKA_BROKERS',
      'REDIS_URL',
      'SEARCH_URL',
      'BLOB_STORE_URL',
      'CHAIN_RPC_URL',
    ]);
  });

  it('wants an address of S3 to name a bucket', () => {
    for (const good of [
      'https://s3.eu-west-1.amazonaws.com/blobs',
      'http://key:secret@127.0.0.1:9000/blobs?region=x',
    ]) {
      expect(problemsOf({ BLOB_STORE_URL: good })).toEqual([]);
    }
    for (const bad of ['s3://blobs', 'https://s3.example', 'https://s3.example/a/b', 'https://s3.example/A', 'blobs']) {
      expect(problemsOf({ BLOB_STORE_URL: bad })).toEqual(['BLOB_STORE_URL']);
    }
  });

  it('takes one service of the distributed ones alone, or several brokers of one', () => {
    expect(
      problemsOf({ KAFKA_BROKERS: 'kafka-1:9092,kafka-2.example:9092', REDIS_URL: 'rediss://cache:6380' }),
    ).toEqual([]);
    expect(problemsOf({ KAFKA_BROKERS: 'kafka://one:9092', REDIS_URL: 'http://cache' })).toEqual([
      'KAFKA_BROKERS',
      'REDIS_URL',
    ]);
  });

  it('reads a list of books, and says what is wrong with one without showing its URL', () => {
    const euro = { name: 'euro', url: 'postgres://owner:hunter2@db/euro', assets: ['EUR/2'] };
    const of = (...books: unknown[]) => loadConfig({ LEDGER_BOOKS: JSON.stringify(books) }).ledger.books;
    const more = { region: 'uk', zone: 'Europe/London', anchor: `0x${'ab'.repeat(20)}` };
    expect(of(euro, { ...euro, name: 'island', ...more })).toMatchObject([euro, more]);
    expect(loadConfig({}).ledger.books).toEqual([]);
    const wrong = [
      { ...euro, assets: [] },
      { ...euro, assets: ['eur'] },
      { ...euro, name: 'Euro' },
      { ...euro, assets: ['EUR/9'] },
      { ...euro, assets: [7] },
      { ...euro, zone: 'Middle/Earth' },
      { ...euro, anchor: '0xab' },
      { ...euro, port: 1 },
    ];
    for (const book of wrong) expect(problemsOf({ LEDGER_BOOKS: JSON.stringify([book]) })).toEqual(['LEDGER_BOOKS']);
    expect(problemsOf({ LEDGER_BOOKS: 'euro' })).toEqual(['LEDGER_BOOKS']);
    expect(() => of({ ...euro, url: 'mysql://root:hunter2@db' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it('refuses another chain id for the embedded chain', () => {
    expect(problemsOf({ CHAIN_ID: '1' })).toEqual(['CHAIN_ID']);
  });

  it('wants the contracts of an external chain, both or none on chain 31337', () => {
    const rpc = { CHAIN_RPC_URL: 'http://node:8545' };
    expect(problemsOf({ ...rpc, CHAIN_ID: '10' })).toEqual(['SETTLEMENT_PAYOUT_VAULT', 'SETTLEMENT_LEDGER_ANCHOR']);
    expect(problemsOf({ ...rpc, SETTLEMENT_PAYOUT_VAULT: `0x${'ab'.repeat(20)}` })).toEqual([
      'SETTLEMENT_LEDGER_ANCHOR',
    ]);
    expect(problemsOf(rpc)).toEqual([]);
  });

  it('never shows a secret, not even a wrong one', () => {
    const url = 'postgres://provisio:hunter2@db/provisio';
    expect(describeConfig(loadConfig({ DATABASE_URL: url }))).toContain('DATABASE_URL = ******');
    expect(() => loadConfig({ DATABASE_URL: 'mysql://root:hunter2@db' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it('cannot be changed once it is loaded', () => {
    const config = loadConfig({});
    expect(Object.isFrozen(config) && Object.isFrozen(config.database)).toBe(true);
  });

  it('is documented by the page that is committed', () => {
    const page = new URL('../../../../docs/operating/configuration.md', import.meta.url);
    expect(readFileSync(page, 'utf8')).toBe(configurationPage());
  });
});
