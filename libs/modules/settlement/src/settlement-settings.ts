import { join } from 'node:path';
import { type Asset, asset } from '#kernel';
import type { Config } from '#platform/config';

/** Contracts that somebody else deployed. */
export type ExternalContracts = {
  readonly ledgerAnchor: string;
  readonly payoutVault: string;
  /** Absent: sales cannot be settled on that chain. The schedule is the one that it names. */
  readonly commissionSettler?: string | undefined;
  /** Height to look for events from. */
  readonly firstBlock: bigint;
};

/** What the process tells settlement about itself. */
export abstract class SettlementSettings {
  abstract readonly chainId: bigint;
  /**
   * Whether the chain is a development chain (31337) without configured contracts, such as the embedded one: it has demo
   * keys, demo money, and contracts that we deploy.
   */
  abstract readonly isDemoChain: boolean;
  /** Folder of the signing keys, mode 0700. */
  abstract readonly keyDir: string;
  /** What the vault's token is booked as. */
  abstract readonly asset: Asset;
  /** Null on a demo chain. */
  abstract readonly contracts: ExternalContracts | null;
  /** Books besides the main one, and the LedgerAnchor that each is to have; undefined: one of our own on a demo chain, else none. */
  abstract readonly bookAnchors: readonly { readonly book: string; readonly contract: string | undefined }[];
  /** Seconds between a posted root and its first claim, for the contracts that we deploy ourselves. */
  abstract readonly delaySeconds: number;
  /** Wei a unit of gas that is never exceeded; a transaction stuck there needs a person. */
  abstract readonly feeCap: bigint;
  /** The same bytes are handed to the node again after this time without a block. */
  abstract readonly rebroadcastMs: number;
  /** A transaction without a block for this long is replaced by one that pays more. */
  abstract readonly stuckMs: number;
  /** Pause of the worker when there is nothing to do. */
  abstract readonly pollMs: number;
  /** A grown ledger is anchored this often, besides once for each payout run. */
  abstract readonly anchorEveryMs: number;
  /** Ledger and chain are compared this often. */
  abstract readonly reconcileEveryMs: number;
}

/** Chain id of the embedded chain and of everybody's development chain: its keys are public. */
export const DEMO_CHAIN_ID = 31_337n;

const GWEI = 10n ** 9n;

/** The settings of a process with `config`. */
export function settlementSettings(config: Config): SettlementSettings {
  const { chain, settlement } = config;
  const [chainId, contracts] = [BigInt(chain.chainId), contractsIn(settlement)];
  const isEmbedded = chain.rpcUrl === undefined;
  return {
    chainId,
    isDemoChain: chainId === DEMO_CHAIN_ID && contracts === null,
    keyDir: join(config.dataDir, 'keys', 'chain'),
    asset: asset('GBPT/2'),
    contracts,
    bookAnchors: config.ledger.books.map(({ name, anchor }) => ({ book: name, contract: anchor?.toLowerCase() })),
    delaySeconds: 0,
    feeCap: BigInt(settlement.feeCapGwei) * GWEI,
    rebroadcastMs: isEmbedded ? 1_000 : 30_000,
    stuckMs: isEmbedded ? 10_000 : 180_000,
    pollMs: isEmbedded ? 200 : 4_000,
    anchorEveryMs: settlement.anchorEverySeconds * 1_000,
    reconcileEveryMs: isEmbedded ? 30_000 : 3_600_000,
  };
}

function contractsIn({
  payoutVault,
  ledgerAnchor,
  commissionSettler,
  firstBlock,
}: Config['settlement']): ExternalContracts | null {
  if (payoutVault === undefined || ledgerAnchor === undefined) return null;
  return { payoutVault, ledgerAnchor, commissionSettler, firstBlock: BigInt(firstBlock) };
}
