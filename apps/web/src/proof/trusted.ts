import type { QueryClient } from '@tanstack/react-query';
import { ask } from '../queries.ts';

/** The chain and the contract as the product publishes them; a reader compares them with what they know. */
export type Trusted = {
  readonly rpcUrl: string | null;
  readonly chainId: bigint;
  readonly contract: string | undefined;
};

/** Asks the product for its chain and its LedgerAnchor, once. */
export async function trusted(queries: QueryClient): Promise<Trusted> {
  const chain = await queries.ensureQueryData(ask.chain);
  const { contracts } = await queries.ensureQueryData(ask.contracts);
  return {
    rpcUrl: chain.rpc_url,
    chainId: BigInt(chain.chain_id),
    contract: contracts.find(({ name }) => name === 'ledger_anchor')?.address,
  };
}
