import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '#platform/telemetry';
import { AdMarket } from './ad-market.ts';
import { AuctionLog } from './auction-log.ts';

/** How often an edge looks for a new snapshot. */
const ROUND_MS = 1_000;

/** Keeps an edge's market fresh while the process runs. */
@Injectable()
export class AdEdge implements BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();

  constructor(
    private readonly market: AdMarket,
    private readonly auctionLog: AuctionLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Loads the market and goes on from there. */
  start(): void {
    this.timer ??= setTimeout(() => this.next(), 0);
  }

  /** Ends the rounds, gives the leases back, writes what waits. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.round;
    await this.market.close();
    await this.auctionLog.flush();
  }

  /** While the database is still there. */
  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  private next(): void {
    this.round = this.runRound().finally(() => {
      if (this.timer !== undefined) this.timer = setTimeout(() => this.next(), ROUND_MS);
    });
  }

  /** A round that fails is tried again with the next: the market stays as it is until then. */
  private async runRound(): Promise<void> {
    try {
      await this.market.keepUp();
      await this.auctionLog.flush();
    } catch (error) {
      this.logger.warn({ event: 'ads.round_failed', error });
    }
  }
}
