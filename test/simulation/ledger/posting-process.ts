import { type EpochMs, DomainError, FixedClock } from '#kernel';
import type { EntryDraft, PostOutcome, PostedEntry } from '#modules/ledger';
import { type TestLedger, aLedger } from '#modules/ledger/testing';
import { type PgDoors, pgDoors } from '#platform/database';
import type { TestDatabase } from '#platform/database/testing';
import type { DataSource } from 'typeorm';
import type { Act } from './act.ts';
import { type Deed, START } from './draws.ts';
import { FaultyLink, actsFor } from './faulty-link.ts';
import { FaultyPipe } from './faulty-pipe.ts';

/** A deed that a process was given, until everybody in it is answered. */
export type Flight = {
  readonly deed: Deed;
  readonly isReplyLost: boolean;
  /** What was answered, in words; absent until it is. Of a deed of the poster: one an entry. */
  readonly said: string[];
  /** What was booked of its entries, for deeds that are not the poster's. */
  booked?: readonly PostedEntry[];
};

/** An entry that was given to a poster. */
export type Item = {
  readonly flight: Flight;
  readonly index: number;
  readonly draft: EntryDraft;
  /** What it was answered, in words. */
  said?: string;
  booked?: PostedEntry;
  /** The batch that went ahead and wrote it, or was to. Nothing goes ahead twice. */
  ahead?: Act;
  /** A try to write it ended without the process knowing how. */
  mayBeWritten: boolean;
};

const TURNS = 4;
const PATIENCE_MS = 60_000;

/** A process that posts: a clock, what it remembers, and its own ways to the database. */
export class PostingProcess {
  readonly clock = new FixedClock(START as EpochMs);
  /** All that it has begun and not ended, in the order in which it did. */
  acts: Act<Flight>[] = [];
  /** What its poster was given and has not answered, in order. */
  line: Item[] = [];
  flights: Flight[] = [];
  /** Answered since somebody looked. */
  private answered: Item[] = [];
  private ledger!: TestLedger;
  private link!: FaultyLink;
  private life = 0;
  private movements = 0;
  private onMovement: () => void = () => undefined;

  constructor(
    readonly number: number,
    private readonly source: DataSource,
    private readonly db: TestDatabase,
  ) {
    this.begin();
  }

  /** Forgets everything, as when it is killed: nothing of what it had begun goes on, and nobody is answered. */
  begin(): void {
    this.life += 1;
    [this.acts, this.line, this.flights, this.answered] = [[], [], [], []];
    const { database, unitOfWork, copies }: PgDoors = pgDoors(this.source);
    const { life } = this;
    const onAct = (act: Act): void => {
      if (life !== this.life) return;
      act.clockMs = this.clock.now();
      this.acts.push(act as Act<Flight>);
      this.moved();
    };
    this.link = new FaultyLink(unitOfWork, this.db, onAct);
    this.ledger = aLedger({ database, unitOfWork: this.link, copies: new FaultyPipe(copies, onAct) }, this.clock);
  }

  /** Gives it `deed`; resolves when it has begun all that it begins before it hears of the database. */
  async give(deed: Deed, isReplyLost: boolean): Promise<Flight> {
    const flight: Flight = { deed, isReplyLost, said: [] };
    this.flights.push(flight);
    if (deed.kind === 'each') {
      for (const [index, draft] of deed.drafts.entries()) this.post(flight, index, draft);
    } else {
      const answer = actsFor.run(flight, () => this.doneBy(deed, flight));
      void this.hear(flight, answer);
    }
    await this.settled();
    return flight;
  }

  /** The entries that were answered since the last time, in the order in which they were given. */
  takeAnswered(): readonly Item[] {
    const fresh = new Set(this.answered.splice(0));
    const inOrder = this.line.filter((item) => fresh.has(item));
    this.line = this.line.filter((item) => !fresh.has(item));
    return inOrder;
  }

  /** Resolves when it can do nothing more before it hears of the database. */
  async settled(): Promise<void> {
    for (;;) {
      let seen = -1;
      while (seen !== this.movements) {
        seen = this.movements;
        for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
      }
      if (!this.isPausing) return;
      await this.movement();
    }
  }

  /** Its poster owes answers and waits for nothing: it pauses before it tries again. */
  private get isPausing(): boolean {
    if (this.answered.length === this.line.length) return false;
    return !this.acts.some(({ of, state }) => of === undefined && state !== 'over');
  }

  private movement(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (): void => reject(new Error(`process ${this.number} owes answers and does nothing`));
      const timer = setTimeout(fail, PATIENCE_MS);
      this.onMovement = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private moved(): void {
    this.movements += 1;
    this.onMovement();
    this.onMovement = () => undefined;
  }

  private post(flight: Flight, index: number, draft: EntryDraft): void {
    const item: Item = { flight, index, draft, mayBeWritten: false };
    this.line.push(item);
    const { life } = this;
    const hear = (said: string, booked?: PostedEntry): void => {
      if (life !== this.life) return;
      item.said = said;
      if (booked !== undefined) item.booked = booked;
      flight.said[index] = said;
      this.answered.push(item);
      this.moved();
    };
    this.ledger.poster.post([draft]).then(
      ([outcome]) => hear(...wordsOf(outcome as PostOutcome)),
      (error: unknown) => hear(`failed: ${String(error)}`),
    );
  }

  private async hear(flight: Flight, answer: Promise<readonly string[]>): Promise<void> {
    const { life } = this;
    const said = await answer.catch((error: unknown) => [
      error instanceof DomainError ? error.code : `failed: ${String(error)}`,
    ]);
    if (life !== this.life) return;
    flight.said.push(...said);
    this.moved();
  }

  private async doneBy(deed: Exclude<Deed, { kind: 'each' }>, flight: Flight): Promise<readonly string[]> {
    const { ledger, link } = this;
    switch (deed.kind) {
      case 'all':
        flight.booked = await link.run((tx) => ledger.postEntries.execute(tx, deed.drafts));
        return flight.booked.map(entryText);
      case 'convert': {
        const { given, received } = await link.run((tx) => ledger.convert.execute(tx, deed.conversion));
        return [given, received].map(entryText);
      }
      case 'note': {
        const note = { topic: 'simulation', hash: deed.hash };
        const [seq] = await link.run((tx) => ledger.appendNotes.execute(tx, [note]));
        return [`note ${seq}`];
      }
      case 'move': {
        const request = { kind: deed.to, until: deed.day, by: 'simulation', reason: 'drawn' };
        return [`note ${(await ledger.movePeriods.execute(request)).noteSeq}`];
      }
      case 'close':
        await link.run((tx) => ledger.closeAccount.execute(tx, { path: deed.path, asset: deed.asset }));
        return ['closed'];
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function wordsOf(outcome: PostOutcome): [said: string, booked?: PostedEntry] {
  return outcome.outcome === 'refused' ? [outcome.error.code] : [entryText(outcome.entry), outcome.entry];
}

function entryText({ replayed, recordedAt, transfers }: PostedEntry): string {
  const rows = transfers.map(
    ({ seq, kind, debit, credit, amount, refersTo }) => `${seq}:${kind}:${debit}>${credit}:${amount}:${refersTo}`,
  );
  return `${replayed ? 'replayed' : 'posted'} @${recordedAt} ${rows.join(' ')}`;
}
