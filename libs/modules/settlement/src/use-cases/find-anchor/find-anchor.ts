import { Injectable } from '@nestjs/common';
import { MAIN_BOOK } from '#modules/ledger';
import { anchorNameOf } from '../../adapters/contract-calls.ts';
import { SettlementSettings } from '../../settlement-settings.ts';
import { type ChainEvent, ChainEventStore, textIn, wholeIn } from '../../storage/chain-event.store.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';

/** An anchor that the chain has: what the receipt bundle carries. `size` leaves have the RFC 9162 root `root`. */
export type Anchor = {
  readonly chainId: bigint;
  readonly contract: string;
  readonly size: bigint;
  /** 0x and 64 hex digits. */
  readonly root: string;
  readonly txHash: string;
  readonly block: bigint;
  /** False while a reorg could still take it away. */
  readonly isFinal: boolean;
};

/** How many of the newest anchors are looked through. */
const RECENT = 500;

/** Reads anchors that were seen on the chain: of the main book unless another one is named. */
@Injectable()
export class FindAnchor {
  constructor(
    private readonly events: ChainEventStore,
    private readonly contracts: FindContracts,
    private readonly settings: SettlementSettings,
  ) {}

  /** The newest anchor; undefined before the first. */
  async newest(book = MAIN_BOOK): Promise<Anchor | undefined> {
    return (await this.list(1, null, book))[0];
  }

  /** The newest anchor that no reorg takes away; undefined before the first. */
  async newestFinal(book = MAIN_BOOK): Promise<Anchor | undefined> {
    return (await this.list(1, 'final', book))[0];
  }

  /** The smallest recent anchor that covers the leaf at log position `seq`; undefined while none does. */
  async covering(seq: bigint): Promise<Anchor | undefined> {
    return (await this.list(RECENT)).findLast(({ size }) => size >= seq);
  }

  /** Newest first; those in `state` alone, or all that the chain has. None for a book that is not anchored. */
  async list(limit: number, state: 'final' | null = null, book = MAIN_BOOK): Promise<readonly Anchor[]> {
    const contract = await this.contracts.anchorOf(book);
    if (contract === undefined) return [];
    const what = { contract: anchorNameOf(book), name: 'Anchored' };
    const events = await this.events.newest(this.settings.chainId, what, state, limit);
    return events.map((event) => anchorOf(event, contract));
  }
}

function anchorOf(event: ChainEvent, contract: string): Anchor {
  return {
    chainId: event.chainId,
    contract,
    size: wholeIn(event, 'size'),
    root: textIn(event, 'root'),
    txHash: event.txHash,
    block: event.block,
    isFinal: event.state === 'final',
  };
}
