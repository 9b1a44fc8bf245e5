import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedChain, JsonRpcChain } from '#platform/chain';
import { aTestNode } from '#platform/chain/testing';
import { serviceUrl } from '../support/services.ts';
import { type ChainUnderTest, type ReorgableChain, describeChain, describeReorg } from './chain.ts';

describeChain('the embedded chain', embedded);
describeChain('a JSON-RPC node', jsonRpc);
describeReorg('a JSON-RPC node', jsonRpc);

const externalUrl = serviceUrl('rpc');
if (externalUrl !== undefined) describeChain('an external JSON-RPC node', () => external(externalUrl));

async function external(rpcUrl: string): Promise<ChainUnderTest> {
  const chain = await JsonRpcChain.connect({ rpcUrl });
  return { chain, close: () => Promise.resolve() };
}

async function embedded(): Promise<ChainUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), 'provisio-chain-'));
  const node = await EmbeddedChain.start({ dataDir });
  return {
    chain: await JsonRpcChain.connect({ rpcUrl: node.rpcUrl, expectedChainId: 31_337n, finalityDepth: 0n }),
    close: async () => {
      await node.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

async function jsonRpc(): Promise<ReorgableChain> {
  const node = await aTestNode();
  return {
    chain: await JsonRpcChain.connect({ rpcUrl: node.rpcUrl }),
    close: () => node.stop(),
    fork: async () => {
      const snapshot = await node.rpc('evm_snapshot');
      return async () => void (await node.rpc('evm_revert', snapshot));
    },
  };
}
