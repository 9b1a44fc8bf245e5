import { createHardhatRuntimeEnvironment } from 'hardhat/hre';

// This file runs in the chain's own process, which has no loader: erasable TypeScript and relative imports only.

/** Sends one JSON-RPC request to the simulated chain in this process. */
export type Request = (method: string, params?: readonly unknown[]) => Promise<unknown>;

/** The chain id of every embedded chain. */
export const EMBEDDED_CHAIN_ID = 31_337;

/** Every embedded chain has the same first block; its time must lie before any machine's clock that we start on. */
const GENESIS_AT = '2024-01-01T00:00:00Z';

/**
 * Hardhat's simulated chain, in memory. One block for each transaction, at once; a failed transaction is mined and has a
 * receipt that says so, as on any other chain. Its 20 well-known accounts hold 10,000 ETH each.
 */
export async function simulatedNode(): Promise<{ request: Request; hardhat: string }> {
  const hre = await createHardhatRuntimeEnvironment(
    {
      networks: {
        embedded: {
          type: 'edr-simulated',
          chainType: 'l1',
          chainId: EMBEDDED_CHAIN_ID,
          initialDate: GENESIS_AT,
          // Blocks carry the wall clock's second, and a burst has several blocks in one second.
          allowBlocksWithSameTimestamp: true,
          throwOnTransactionFailures: false,
        },
      },
    },
    {},
    import.meta.dirname,
  );
  const { provider } = await hre.network.create('embedded');
  return {
    request: (method, params = []) => provider.request({ method, params: [...params] }),
    hardhat: hre.versions.hardhat,
  };
}
