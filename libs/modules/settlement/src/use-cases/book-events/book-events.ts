import { Inject, Injectable } from '@nestjs/common';
import { Clock, DomainError, type Id, type Minor, present } from '#kernel';
import { Chain } from '#platform/chain';
import { type Tx, UnitOfWork } from '#platform/database';
import { Outbox, type OutboxEvent } from '#platform/outbox';
import { LOGGER, type Logger } from '#platform/telemetry';
import { FindOrganisation } from '#modules/identity';
import { type EntryDraft, PostEntries } from '#modules/ledger';
import { organisationOf } from '../../domain/org-ref.ts';
import { type ChainEvent, ChainEventStore, textIn, wholeIn } from '../../storage/chain-event.store.ts';
import type { Vault } from '../../storage/contract.store.ts';
import { EpochStore } from '../../storage/epoch.store.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { bookAmount, claimEntry, depositEntry } from './entries.ts';
import { BookSettler } from './book-settler.ts';
import { isSettlerMoney, organisationIn } from './settler-events.ts';
import { depositTold, epochTold, payoutTold } from './event-bodies.ts';

const BATCH = 200;

/** What becomes of one final event: an entry or not, what to tell, and why it could not be booked as it says. */
type Booking = {
  readonly event: ChainEvent;
  readonly entry: EntryDraft | null;
  readonly told: readonly OutboxEvent[];
  readonly problem: string | null;
};

/** Books the money of events that are final, in the order of the chain, each once. */
@Injectable()
export class BookEvents {
  constructor(
    private readonly chain: Chain,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: ChainEventStore,
    private readonly epochs: EpochStore,
    private readonly contracts: FindContracts,
    private readonly settlerBooks: BookSettler,
    private readonly organisations: FindOrganisation,
    private readonly post: PostEntries,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** One round. True when there may be more to book. @throws {ChainUnavailable} */
  async execute(): Promise<boolean> {
    const { chainId, vault } = await this.contracts.execute();
    const position = await this.events.position(chainId);
    if (position === undefined) return false;
    const final = least(await this.chain.blockNumber('finalized'), position.nextBlock - 1n);
    if (final <= position.finalBlock) return false;
    try {
      return await this.book(vault, final, BATCH);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      // The ledger refuses one of them: book the others, and say of that one why not.
      return this.book(vault, final, 1);
    }
  }

  private book(vault: Vault, final: bigint, limit: number): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const position = present(await this.events.lockPosition(tx, vault.chainId), 'the indexer');
      const events = await this.events.lockUnsettled(tx, vault.chainId, least(final, position.nextBlock - 1n), limit);
      const bookings = await this.decide(tx, vault, events);
      const now = this.clock.now();
      for (const { event, entry, problem } of bookings) {
        await this.events.settle(tx, event, { entryId: entry?.id ?? null, problem }, now);
        if (event.name === 'RootPosted' && problem === null) {
          await this.epochs.setSeen(tx, vault.custodyKey, wholeIn(event, 'epoch'), ['posted'], { state: 'final' });
        }
      }
      const isAll = events.length < limit;
      if (isAll) await this.events.move(tx, vault.chainId, { ...position, finalBlock: final });
      await this.postAndTell(tx, bookings, limit === 1, now);
      return !isAll;
    });
  }

  private async postAndTell(
    tx: Tx,
    bookings: readonly Booking[],
    isAlone: boolean,
    now: ReturnType<Clock['now']>,
  ): Promise<void> {
    const entries = bookings.flatMap(({ entry }) => (entry === null ? [] : [entry]));
    const [first] = bookings;
    if (!isAlone || first === undefined) await this.post.execute(tx, entries);
    else {
      const refusal = await tx.savepoint(() => this.post.execute(tx, entries)).then(() => null, asRefusal);
      if (refusal !== null) {
        this.logger.error({ event: 'settlement.event_not_booked', chain_event_id: first.event.id, reason: refusal });
        await this.events.settle(tx, first.event, { entryId: null, problem: refusal }, now);
        return;
      }
    }
    await this.outbox.addAll(tx, bookings.flatMap(({ told }) => told)); // prettier-ignore
  }

  private async decide(tx: Tx, vault: Vault, events: readonly ChainEvent[]): Promise<Booking[]> {
    const named = events.map((event) => organisationIn(event)).filter((id) => id !== null);
    const known = await this.organisations.many(named);
    const hasClaims = events.some(({ name }) => name === 'Claimed');
    const lanes = hasClaims ? await this.epochs.lanesWithin(tx, vault.custodyKey) : [];
    const payees = new Map(lanes.map(({ lane, payeeId }) => [lane, payeeId]));
    const { settler } = await this.contracts.execute();
    const atSettler = settler === null ? [] : events.filter(isSettlerMoney);
    const settled = settler === null ? null : await this.settlerBooks.decide(tx, settler, atSettler, known);
    const bookings: Booking[] = [];
    for (const event of events) {
      const booked = settled?.get(event.id);
      if (booked !== undefined) bookings.push({ event, ...booked });
      else if (event.name === 'Deposited') bookings.push(deposited(event, vault, known));
      else if (event.name === 'Claimed') bookings.push(claimed(event, vault, payees));
      else if (event.name === 'RootPosted') bookings.push(await this.rootPosted(tx, event, vault));
      else bookings.push({ event, entry: null, told: [], problem: null });
    }
    for (const { event, problem } of bookings) {
      if (problem === null) continue;
      this.logger.error({ event: 'settlement.event_odd', chain_event_id: event.id, name: event.name, reason: problem });
    }
    return bookings;
  }

  private async rootPosted(tx: Tx, event: ChainEvent, vault: Vault): Promise<Booking> {
    const number = wholeIn(event, 'epoch');
    const isOurs = (await this.epochs.find(vault.custodyKey, number))?.root === event.body.root;
    if (!isOurs) return { event, entry: null, told: [], problem: 'a root that is not ours' };
    const runs = await this.epochs.runsOf(tx, vault.custodyKey, number);
    return { event, entry: null, told: [epochTold(event, vault, runs)], problem: null };
  }
}

function deposited(event: ChainEvent, vault: Vault, known: ReadonlyMap<Id<'Organisation'>, unknown>): Booking {
  const amount = bookAmount(wholeIn(event, 'amount'), vault);
  if (amount === null) return { event, entry: null, told: [], problem: 'the amount does not fit the book' };
  const named = organisationOf(textIn(event, 'org_ref'));
  const of = named !== null && known.has(named) ? named : null;
  const entry = depositEntry(event, vault, of, amount);
  if (of === null) return { event, entry, told: [], problem: 'nobody knows whose deposit it is' };
  return { event, entry, told: [depositTold('settled', event, of, amount, entry)], problem: null };
}

function claimed(event: ChainEvent, vault: Vault, payees: ReadonlyMap<bigint, Id<'Organisation'>>): Booking {
  const payee = payees.get(wholeIn(event, 'lane'));
  if (payee === undefined) return { event, entry: null, told: [], problem: 'a lane that we never gave out' };
  const amount = wholeIn(event, 'amount') as Minor;
  const entry = claimEntry(event, vault, payee, amount);
  return { event, entry, told: [payoutTold('settled', event, payee, vault, amount, entry)], problem: null };
}

function asRefusal(error: unknown): string {
  if (error instanceof DomainError && error.kind !== 'unavailable') return `${error.code}: ${error.message}`;
  throw error;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
