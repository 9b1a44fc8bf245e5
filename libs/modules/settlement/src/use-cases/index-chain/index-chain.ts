import { Inject, Injectable } from '@nestjs/common';
import { Clock, IdSource } from '#kernel';
import { Chain, type ChainBlock, type ChainLog } from '#platform/chain';
import { UnitOfWork } from '#platform/database';
import { LOGGER, type Logger } from '#platform/telemetry';
import { type KnownName, kindOf, readLog } from '../../adapters/contract-calls.ts';
import { instantOf } from '../../domain/chain-time.ts';
import { ReorgTooDeep } from '../../settlement.errors.ts';
import { type ChainEvent, ChainEventStore, type IndexerPosition } from '../../storage/chain-event.store.ts';
import type { Settler } from '../../storage/contract.store.ts';
import { ChainTxStore } from '../../storage/chain-tx.store.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { ReverseEvents } from '../book-events/reverse-events.ts';
import { ProjectEvents } from './project-events.ts';

/** Blocks that one round takes one by one, near the head. */
const NEAR_BLOCKS = 50n;
/** Blocks that one round takes by their logs alone, where they are final. */
const FAR_BLOCKS = 1_000n;
const HEADER_PAGE = 64;

type Watched = ReadonlyMap<string, KnownName>;
type Seen = { readonly blocks: readonly ChainBlock[]; readonly events: readonly ChainEvent[]; readonly upTo: bigint };

/** Follows the chain's best branch and writes down each event of our contracts, once. Booking them is `BookEvents`. */
@Injectable()
export class IndexChain {
  constructor(
    private readonly chain: Chain,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: ChainEventStore,
    private readonly txs: ChainTxStore,
    private readonly contracts: FindContracts,
    private readonly project: ProjectEvents,
    private readonly reverse: ReverseEvents,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * One round: looks at the next blocks, or goes back to where the branch that we know parted from the chain's.
   * True when there may be more to do. Any number of processes may run it; the position decides whose work counts.
   * @throws {ChainUnavailable | ReorgTooDeep}
   */
  async execute(): Promise<boolean> {
    const { chainId, vault, settler, address } = await this.contracts.execute();
    const position = await this.events.open(chainId, vault.firstBlock);
    const [last] = await this.events.headersBelow(chainId, position.nextBlock, 1);
    if (last !== undefined && (await this.chain.block(last.number))?.hash !== last.hash) {
      await this.goBack(chainId, position);
      return true;
    }
    const watched: Watched = new Map([
      [address('payout_vault'), 'payout_vault'],
      [address('ledger_anchor'), 'ledger_anchor'],
      ...watchedOf(settler),
      ...(await this.contracts.bookAnchors()),
    ]);
    const seen = await this.look(chainId, watched, position.nextBlock, last?.hash);
    return seen === null ? false : this.write(chainId, position, seen);
  }

  private async look(
    chainId: bigint,
    watched: Watched,
    from: bigint,
    parent: string | undefined,
  ): Promise<Seen | null> {
    const head = await this.chain.blockNumber();
    if (from > head) return null;
    const final = await this.chain.blockNumber('finalized');
    return final - from > NEAR_BLOCKS
      ? this.lookFar(chainId, watched, from, least(final, from + FAR_BLOCKS - 1n))
      : this.lookNear(chainId, watched, from, least(head, from + NEAR_BLOCKS - 1n), parent);
  }

  /** Block by block, each on its parent; logs by block hash, so that they can be of no other branch. */
  private async lookNear(
    chainId: bigint,
    watched: Watched,
    from: bigint,
    to: bigint,
    parent: string | undefined,
  ): Promise<Seen | null> {
    const blocks: ChainBlock[] = [];
    const events: ChainEvent[] = [];
    for (let number = from, above = parent; number <= to; number += 1n) {
      const block = await this.chain.block(number);
      // The branch changed while we were looking: what was seen so far stands, the next round goes back.
      if (block === null || (above !== undefined && block.parentHash !== above)) break;
      const logs = await this.chain.logs({ addresses: [...watched.keys()], blockHash: block.hash });
      events.push(...this.eventsIn(chainId, watched, logs, new Map([[block.hash, block]])));
      blocks.push(block);
      above = block.hash;
    }
    const last = blocks.at(-1);
    return last === undefined ? null : { blocks, events, upTo: last.number };
  }

  /** Final blocks by their logs alone: headers only of those with events, and of the last one. */
  private async lookFar(chainId: bigint, watched: Watched, from: bigint, to: bigint): Promise<Seen | null> {
    const logs = await this.chain.logs({ addresses: [...watched.keys()], fromBlock: from, toBlock: to });
    const numbers = new Set([...logs.map(({ blockNumber }) => blockNumber), to]);
    const blocks = (await Promise.all([...numbers].map((number) => this.chain.block(number)))).filter(
      (block) => block !== null,
    );
    const byHash = new Map(blocks.map((block) => [block.hash, block]));
    if (blocks.length < numbers.size || logs.some(({ blockHash }) => !byHash.has(blockHash))) return null;
    return { blocks, events: this.eventsIn(chainId, watched, logs, byHash), upTo: to };
  }

  private eventsIn(
    chainId: bigint,
    watched: Watched,
    logs: readonly ChainLog[],
    blocks: ReadonlyMap<string, ChainBlock>,
  ): ChainEvent[] {
    return logs.flatMap((log) => {
      const [contract, block] = [watched.get(log.address), blocks.get(log.blockHash)];
      const event = contract === undefined ? null : readLog(kindOf(contract), log);
      if (contract === undefined || event === null || block === undefined) return [];
      const { blockNumber, blockHash, logIndex, txHash } = log;
      const minedAt = instantOf(block.timeSeconds);
      const place = { chainId, block: blockNumber, blockHash, minedAt, logIndex, txHash };
      return [
        { id: this.ids.next<'ChainEvent'>(), ...place, contract, ...event, state: 'seen' as const, entryId: null },
      ];
    });
  }

  private write(chainId: bigint, position: IndexerPosition, { blocks, events, upTo }: Seen): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const now = await this.events.lockPosition(tx, chainId);
      if (now?.nextBlock !== position.nextBlock) return true; // Another process was faster; its work counts.
      await this.events.addBlocks(tx, chainId, blocks);
      await this.events.addEvents(tx, events, this.clock.now());
      await this.project.seen(tx, events);
      await this.events.move(tx, chainId, { ...now, nextBlock: upTo + 1n });
      return true;
    });
  }

  private async goBack(chainId: bigint, position: IndexerPosition): Promise<void> {
    const fork = await this.forkBelow(chainId, position.nextBlock);
    await this.unitOfWork.run(async (tx) => {
      const now = await this.events.lockPosition(tx, chainId);
      if (now?.nextBlock !== position.nextBlock) return;
      const gone = await this.events.leaveBranch(tx, chainId, fork, this.clock.now());
      const lost = position.nextBlock - 1n - fork;
      this.logger.warn({
        event: 'settlement.reorg',
        fork_block: String(fork),
        blocks: String(lost),
        events: gone.length,
      });
      await this.txs.reopenAbove(tx, chainId, fork);
      await this.project.orphaned(tx, gone);
      await this.events.move(tx, chainId, { nextBlock: fork + 1n, finalBlock: least(now.finalBlock, fork) });
      await this.reverse.execute(tx, gone);
    });
  }

  /** The highest block that both branches have. */
  private async forkBelow(chainId: bigint, height: bigint): Promise<bigint> {
    let below = height;
    for (;;) {
      const page = await this.events.headersBelow(chainId, below, HEADER_PAGE);
      for (const { number, hash } of page) {
        if ((await this.chain.block(number))?.hash === hash) return number;
        below = number;
      }
      if (page.length < HEADER_PAGE) throw new ReorgTooDeep(below);
    }
  }
}

function watchedOf(settler: Settler | null): (readonly [string, KnownName])[] {
  if (settler === null) return [];
  return [
    [settler.address, 'commission_settler'],
    [settler.schedule, 'commission_schedule'],
  ];
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
