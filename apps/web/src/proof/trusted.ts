import type { QueryClient } from '@tanstack/react-query';
import type { InBook } from '../book.ts';
import { ask } from '../queries.ts';

/** The chain and the contract as the product publishes them; a reader compares them with what they know. */
export type Trusted = {
  readonly rpcUrl: string | null;
  readonly chainId: bigint;
  /** Undefined for a book that is anchored in none. */
  readonly contract: string | undefined;
};

/** Asks the product for its chain and the LedgerAnchor of a book, once. */
export async function trusted(queries: QueryClient, of: InBook = {}): Promise<Trusted> {
  const chain = await queries.ensureQueryData(ask.chain);
  return { rpcUrl: chain.rpc_url, chainId: BigInt(chain.chain_id), contract: await anchorOf(queries, of) };
}

async function anchorOf(queries: QueryClient, { book }: InBook): Promise<string | undefined> {
  if (book === undefined) {
    const { contracts } = await queries.ensureQueryData(ask.contracts);
    return contracts.find(({ name }) => name === 'ledger_anchor')?.address;
  }
  const { books } = await queries.ensureQueryData(ask.books);
  return books.find(({ name }) => name === book)?.anchor?.contract;
}
