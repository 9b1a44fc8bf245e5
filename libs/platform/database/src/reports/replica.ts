import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { type DatabaseOptions, openDataSource } from '../data-source.ts';
import { PgDatabase, PgUnitOfWork } from '../pg-unit-of-work.ts';
import type { Freshness, ReportSource } from './report-database.ts';

/** After a failure nobody asks for so long. */
const REST_MS = 5_000;
const LOOK_EVERY_MS = 20;

/** A streaming replica: its pool is opened by the first report, and again after a loss; a start does not wait for it. */
export class Replica {
  private opening: Promise<DataSource> | undefined;
  private restsUntil = 0;
  /** The furthest position that was seen, by name: it only grows, so nobody asks again for what was reached. */
  private readonly reached = new Map<string, bigint>();

  constructor(
    private readonly options: DatabaseOptions,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether it failed a moment ago. */
  get isResting(): boolean {
    return this.now() < this.restsUntil;
  }

  /** It does not answer: every report goes elsewhere for some seconds. What it had reached is asked anew: it may be another server then. */
  rest(): void {
    this.restsUntil = this.now() + REST_MS;
    this.reached.clear();
  }

  /** @throws {DatabaseUnavailable} */
  async open(): Promise<ReportSource> {
    this.opening ??= openDataSource(this.options);
    try {
      const source = await this.opening;
      return { name: 'replica', database: new PgDatabase(source), unitOfWork: new PgUnitOfWork(source) };
    } catch (error) {
      this.opening = undefined;
      throw error;
    }
  }

  /** Waits until it has seen `fresh`, at most `patienceMs`; answers how far it is. @throws {DatabaseUnavailable} */
  async catchUp({ name, atLeast, position }: Freshness, patienceMs: number): Promise<bigint> {
    const { database } = await this.open();
    const until = this.now() + patienceMs;
    for (let at = this.reached.get(name) ?? -1n; ; await pause(LOOK_EVERY_MS)) {
      if (at >= atLeast) return at;
      at = await position(database);
      this.reached.set(name, at);
      if (at >= atLeast || this.now() >= until) return at;
    }
  }

  async close(): Promise<void> {
    const source = await this.opening?.catch(() => undefined); // One that never opened has nothing to close.
    if (source?.isInitialized === true) await source.destroy();
  }
}
