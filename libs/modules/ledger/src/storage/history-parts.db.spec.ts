import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EpochMs, FixedClock, type Id, SeededRandom, newId, sha256 } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, type PostOutcome, accounts } from '../index.ts';
import { type TestLedger, aLedger } from '../testing.ts';
import { NOW, VAULT, aTransfer, anEntry, anOrganisation } from '../testing/some-entries.ts';
import { smallParts } from '../testing/small-parts.ts';

const SIZE = 96;
const POSTERS = 3;
const ROUNDS = 60;

/** Time goes on with each look, as it does for real: ids that are made by it grow. */
class TickingClock extends FixedClock {
  override now(): EpochMs {
    this.advance(1);
    return super.now();
  }
}

type Part = { part: number; first_seq: bigint; last_seq: bigint; low: string | null; high: string | null };

/** One poster's work: sales of one to five transfers, holds and how they end, reversals of old and new, and repeats. */
class Clerk {
  readonly booked: { draft: EntryDraft; seqs: readonly bigint[] }[] = [];
  private readonly holds: bigint[] = [];
  private readonly sales: bigint[] = [];
  private readonly prepaid = accounts.prepaid(anOrganisation());
  private readonly pending = accounts.pending(anOrganisation());

  constructor(
    private readonly ledger: TestLedger,
    private readonly clock: FixedClock,
    private readonly random: SeededRandom,
  ) {}

  async open(): Promise<void> {
    await this.post([this.entry([aTransfer(accounts.custody(VAULT), this.prepaid, 10_000_000n)])]);
  }

  async round(): Promise<void> {
    await this.post(Array.from({ length: this.random.between(1, 30) }, () => this.draft()));
  }

  private async post(drafts: readonly EntryDraft[]): Promise<void> {
    const outcomes = await this.ledger.poster.post(drafts);
    for (const [index, outcome] of outcomes.entries()) this.remember(drafts[index]!, outcome);
  }

  private remember(draft: EntryDraft, outcome: PostOutcome): void {
    if (outcome.outcome === 'refused') throw outcome.error;
    const { transfers, replayed } = outcome.entry;
    const before = this.booked.find((earlier) => earlier.draft.id === draft.id);
    const seqs = transfers.map(({ seq }) => seq);
    expect({ replayed, seqs }).toEqual({ replayed: before !== undefined, seqs: before?.seqs ?? seqs });
    if (before !== undefined) return;
    this.booked.push({ draft, seqs });
    for (const { seq, kind } of transfers) {
      if (kind === 'hold') this.holds.push(seq);
      if (kind === 'post') this.sales.push(seq);
    }
  }

  private draft(): EntryDraft {
    const { prepaid, pending } = this;
    switch (this.random.between(0, 9)) {
      case 0:
        return this.booked.length > 20 ? this.random.pick(this.booked).draft : this.sale();
      case 1:
      case 2:
        return this.entry([aTransfer(prepaid, pending, 10n, { kind: 'hold' })]);
      case 3:
      case 4: {
        // Old holds first, so that many end in another part than they began in.
        const [refersTo] = this.holds.length > 40 ? this.holds.splice(this.random.between(0, 5), 1) : [];
        if (refersTo === undefined) return this.sale();
        const kind = this.random.pick(['capture', 'void'] as const);
        return this.entry([aTransfer(prepaid, pending, kind === 'void' ? 10n : 7n, { kind, refersTo })]);
      }
      case 5: {
        const [refersTo] = this.sales.length > 60 ? this.sales.splice(this.random.between(0, 50), 1) : [];
        if (refersTo === undefined) return this.sale();
        return this.entry(
          [4n, 6n].map((amount) => aTransfer(pending, prepaid, amount, { kind: 'reversal', refersTo })),
        );
      }
      default:
        return this.sale();
    }
  }

  private sale(): EntryDraft {
    const transfers = Array.from({ length: this.random.between(1, 5) }, () =>
      aTransfer(this.prepaid, this.pending, 10n),
    );
    return this.entry(transfers);
  }

  /** One id in twenty is random, as a caller may make them. */
  private entry(transfers: EntryDraft['transfers']): EntryDraft {
    const id = this.random.between(1, 20) === 1 ? (randomUUID() as Id<'Entry'>) : newId<'Entry'>(this.clock.now());
    return anEntry(transfers, { id });
  }
}

describe('history in parts', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const clock = new TickingClock(NOW);
  let clerks: Clerk[];

  beforeAll(async () => {
    db = await aDatabase();
    await smallParts(db, SIZE);
    ledger = aLedger(db, clock);
    const random = new SeededRandom(20_261_123);
    // One decides each batch with the head held, the others send theirs ahead.
    const { database, unitOfWork } = db;
    const ledgers = Array.from({ length: POSTERS }, (_, n) => aLedger(n === 0 ? { database, unitOfWork } : db, clock));
    clerks = ledgers.map((of, n) => new Clerk(of, clock, random.fork(`clerk ${n}`)));
    for (const clerk of clerks) await clerk.open();
    await Promise.all(
      clerks.map(async (clerk, n) => {
        for (let round = 0; round < ROUNDS; round += 1) {
          await clerk.round();
          if (n === 0 && round % 10 === 0) await ledger.makePartsAhead.execute();
          if (n === 1 && round % 10 === 0) {
            const notes = Array.from({ length: 40 }, () => ({ topic: 'test', hash: sha256(`${round}`) }));
            await db.unitOfWork.run((tx) => ledger.appendNotes.execute(tx, notes));
          }
        }
      }),
    );
  });
  afterAll(() => db.close());

  it('books everything over many ends of parts, by several posters, and every rule holds', async () => {
    await ledger.makeCheckpoint.execute();
    const report = await ledger.checkMoney.execute();
    expect(report.breaks).toEqual([]);
    const [row] = await db.ownerQuery<{
      entries: bigint;
      parts: bigint;
      doubles: bigint;
      ended: bigint;
      apart: bigint;
    }>(
      `select (select count(*) from ledger.entry) as entries,
        (select count(*) from ledger.transfer_part where closed_at is not null) as parts,
        (select count(*) from (select from ledger.entry group by id having count(*) > 1) d) as doubles,
        (select count(*) - count(distinct refers_to) from ledger.transfer where kind in (3, 4)) as ended,
        (select count(*) from ledger.transfer r where r.seq / ${SIZE} > r.refers_to / ${SIZE}) as apart`,
    );
    expect(row).toMatchObject({
      entries: BigInt(clerks.flatMap(({ booked }) => booked).length),
      doubles: 0n,
      ended: 0n,
    });
    expect(row!.parts).toBeGreaterThan(40n);
    expect(row!.apart).toBeGreaterThan(100n);
  });

  it('knows of every closed part between which ids its entries are', async () => {
    const parts = await db.ownerQuery<Part>(
      `select p.part, p.first_seq, p.last_seq, p.min_entry_id as low, p.max_entry_id as high
      from ledger.transfer_part p where p.closed_at is not null order by p.part`,
    );
    for (const { part, first_seq: first, last_seq: last, low, high } of parts) {
      expect(last - first + 1n).toBe(BigInt(SIZE));
      const ids = await db.ownerQuery<{ id: string }>(
        `select id from ledger.entry where first_seq between $1 and $2 order by id`,
        [first, last],
      );
      expect({ part, low, high }).toEqual({ part, low: ids.at(0)?.id ?? null, high: ids.at(-1)?.id ?? null });
    }
    const [head] = await db.ownerQuery<{ inside: boolean; newest: boolean }>(
      `select h.seq between h.open_from and h.open_until as inside,
        h.last_closed_id = (select p.max_entry_id from ledger.transfer_part p where p.max_entry_id is not null order by 1 desc limit 1) as newest
      from ledger.head h`,
    );
    expect(head).toEqual({ inside: true, newest: true });
  });

  it('finds every entry by its id, wherever it stands, and none that is not there', async () => {
    const drafts = clerks.flatMap(({ booked }) => booked);
    const found = await ledger.readEntry.all(drafts.map(({ draft }) => draft.id));
    expect(new Map([...found].map(([id, { leaves }]) => [id, leaves.map(({ seq }) => BigInt(seq))]))).toEqual(
      new Map(drafts.map(({ draft, seqs }) => [draft.id, seqs])),
    );
    expect(await db.database.query('select * from ledger.find_entries($1)', [[randomUUID(), newId(NOW)]])).toEqual([]);
  });
});
