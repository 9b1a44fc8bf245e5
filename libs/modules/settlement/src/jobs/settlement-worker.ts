import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, DomainError } from '#kernel';
import { LOGGER, type Logger, Metrics } from '#platform/telemetry';
import { Books, MAIN_BOOK } from '#modules/ledger';
import { SettlementSettings } from '../settlement-settings.ts';
import { AnchorLedger } from '../use-cases/anchor-ledger/anchor-ledger.ts';
import { BookEvents } from '../use-cases/book-events/book-events.ts';
import { DeployContracts } from '../use-cases/deploy-contracts/deploy-contracts.ts';
import { IndexChain } from '../use-cases/index-chain/index-chain.ts';
import { ReconcileChain } from '../use-cases/reconcile-chain/reconcile-chain.ts';
import { SendChainTxs } from '../use-cases/send-chain-txs/send-chain-txs.ts';
import { SettleRuns } from '../use-cases/settle-runs/settle-runs.ts';

const LONGEST_PAUSE_MS = 30_000;
const DRAIN_PAUSE_MS = 50;
/** An anchor whose turn has come, but which could not be wished, is looked at again after this long. */
const ANCHOR_LOOK_MS = 5_000;
/** More rounds than any demo needs: something goes in circles. */
const DRAIN_ROUNDS = 10_000;

/** The chain's sender, indexer and payout machine, round after round. Several processes may run it. */
@Injectable()
export class SettlementWorker {
  private running: Promise<void> | null = null;
  private isStopping = false;
  private wakeUp: () => void = () => undefined;
  private isAwake = false;
  private startedAt = 0;
  private nextAnchorAt = 0;
  private nextBookAnchorAt = new Map<string, number>();
  private anchoringBooks: Promise<void> | undefined;
  private nextReconciliationAt = 0;

  constructor(
    private readonly deploy: DeployContracts,
    private readonly send: SendChainTxs,
    private readonly index: IndexChain,
    private readonly book: BookEvents,
    private readonly settle: SettleRuns,
    private readonly anchor: AnchorLedger,
    private readonly books: Books,
    private readonly reconcile: ReconcileChain,
    private readonly settings: SettlementSettings,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Makes the contracts known: deploys them at the first start. @throws {ContractsMissing | DeploymentFailed | NoVault} */
  prepare(): Promise<void> {
    return this.deploy.execute();
  }

  /** Prepares, then works in the background. */
  async start(): Promise<void> {
    await this.prepare();
    this.startedAt = this.clock.now();
    this.nextAnchorAt = this.startedAt + this.settings.anchorEveryMs;
    this.nextReconciliationAt = this.clock.now() + this.settings.reconcileEveryMs;
    this.running ??= this.work();
  }

  /** Finishes the round in hand. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.wake();
    await this.running;
    await this.anchoringBooks;
    this.running = null;
    this.isStopping = false;
  }

  /** There is something to do: do not wait for the next round. */
  wake(): void {
    this.isAwake = true;
    this.wakeUp();
  }

  /**
   * For tests, the demo and the importer, on a chain where mined is final: resolves when nothing is waiting, that is,
   * every wish has ended, every event is booked and every run that was heard of has its root.
   */
  async drain(): Promise<void> {
    for (let round = 0; round < DRAIN_ROUNDS; round += 1) {
      const { moved, open } = await this.round();
      if (!moved && open === 0) return;
      if (!moved) await pause(Math.min(this.settings.pollMs, DRAIN_PAUSE_MS));
    }
    throw new Error('settlement does not come to rest');
  }

  /** Round after round until nothing moves; what waits for the chain's blocks is left waiting. */
  async advance(): Promise<void> {
    let moved = true;
    while (moved) ({ moved } = await this.round());
  }

  /** Anchors the head of every book now, whatever the schedule says, and resolves when nothing is waiting. */
  async anchorNow(): Promise<void> {
    for (const { name } of this.books.all()) await this.anchor.execute(0n, name);
    await this.drain();
  }

  private async round(): Promise<{ moved: boolean; open: number }> {
    const sent = await this.send.execute();
    const seen = await this.index.execute();
    const booked = await this.book.execute();
    const settled = await this.settle.execute();
    this.metrics.gauge('settlement_wishes_open', 'Wishes for the chain that are not final yet').set(sent.open);
    return { moved: sent.moved || seen || booked || settled, open: sent.open };
  }

  private async work(): Promise<void> {
    let pauseMs = this.settings.pollMs;
    while (!this.isStopping) {
      try {
        const { moved } = await this.round();
        await this.onSchedule();
        pauseMs = this.settings.pollMs;
        if (moved) continue;
      } catch (error) {
        this.complain(error, pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
      await this.rest(pauseMs);
    }
  }

  private async onSchedule(): Promise<void> {
    const now = this.clock.now();
    // Books may lie on other servers: one that is slow or away keeps neither the others nor the payouts waiting.
    this.anchoringBooks ??= this.anchorBooks(now).finally(() => (this.anchoringBooks = undefined));
    if (now >= this.nextAnchorAt) {
      this.nextAnchorAt = this.nextLook(now);
      if (await this.anchor.execute()) this.nextAnchorAt = now + this.settings.anchorEveryMs;
    }
    if (now >= this.nextReconciliationAt) {
      this.nextReconciliationAt = now + this.settings.reconcileEveryMs;
      await this.reconcileNow();
    }
  }

  /** Every other book by the same schedule; what fails is said and has its turn again. */
  private async anchorBooks(now: number): Promise<void> {
    const others = this.books.all().filter(({ name }) => name !== MAIN_BOOK);
    await Promise.all(others.map(({ name }) => this.anchorBook(name, now)));
  }

  private async anchorBook(book: string, now: number): Promise<void> {
    if (now < (this.nextBookAnchorAt.get(book) ?? this.startedAt + this.settings.anchorEveryMs)) return;
    this.nextBookAnchorAt.set(book, this.nextLook(now));
    try {
      if (await this.anchor.execute(0n, book)) this.nextBookAnchorAt.set(book, now + this.settings.anchorEveryMs);
    } catch (error) {
      this.complain(error, this.nextLook(now) - now, book);
    }
  }

  /** Where nothing was to be anchored, or the last one is still on its way, the turn is not lost for a whole period. */
  private nextLook(now: number): number {
    return now + Math.min(this.settings.anchorEveryMs, ANCHOR_LOOK_MS);
  }

  private async reconcileNow(): Promise<void> {
    const { breaks } = await this.reconcile.execute();
    this.metrics.gauge('settlement_reconciliation_breaks', 'Differences between ledger and chain').set(breaks.length);
    for (const { name, expected, found } of breaks) {
      this.logger.error({ event: 'settlement.reconciliation_broken', check: name, expected, found });
    }
  }

  private complain(error: unknown, retryMs: number, book?: string): void {
    const isExpected = error instanceof DomainError && error.kind === 'unavailable';
    const event = book === undefined ? 'settlement.round_failed' : 'settlement.book_not_anchored';
    const line = { event, ...(book === undefined ? {} : { book }), retry_ms: retryMs, error };
    if (isExpected) this.logger.warn(line);
    else this.logger.error(line);
  }

  private async rest(ms: number): Promise<void> {
    if (!this.isAwake) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.isAwake = false;
    this.wakeUp = () => undefined;
  }
}
