import { Injectable } from '@nestjs/common';
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

/** Reads anchors that were seen on the chain. */
@Injectable()
export class FindAnchor {
  constructor(
    private readonly events: ChainEventStore,
    private readonly contracts: FindContracts,
    private readonly settings: SettlementSettings,
  ) {}

  /** The newest anchor; undefined before the first. */
  async newest(): Promise<Anchor | undefined> {
    return (await this.list(1))[0];
  }

  /** The newest anchor that no reorg takes away; undefined before the first. */
  async newestFinal(): Promise<Anchor | undefined> {
    return (await this.list(1, 'final'))[0];
  }

  /** The smallest recent anchor that covers the leaf at log position `seq`; undefined while none does. */
  async covering(seq: bigint): Promise<Anchor | undefined> {
    return (await this.list(RECENT)).findLast(({ size }) => size >= seq);
  }

  /** Newest first; those in `state` alone, or all that the chain has. */
  async list(limit: number, state: 'final' | null = null): Promise<readonly Anchor[]> {
    const { address } = await this.contracts.execute();
    const events = await this.events.newest(this.settings.chainId, 'Anchored', state, limit);
    return events.map((event) => anchorOf(event, address('ledger_anchor')));
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
