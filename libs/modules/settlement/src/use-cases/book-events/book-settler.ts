import { Injectable } from '@nestjs/common';
import { Clock, type Id, type Minor, minor } from '#kernel';
import type { Tx } from '#platform/database';
import type { OutboxEvent } from '#platform/outbox';
import { FindPayeeWallets } from '#modules/identity';
import { type AccountPath, type EntryDraft, accounts } from '#modules/ledger';
import { type ChainEvent, textIn, wholeIn } from '../../storage/chain-event.store.ts';
import { ContractStore, type Settler } from '../../storage/contract.store.ts';
import { settlerEntry } from './entries.ts';
import { saleTold } from './event-bodies.ts';
import { organisationIn } from './settler-events.ts';

/** What becomes of an event of the settler. */
export type SettlerBooking = {
  readonly entry: EntryDraft | null;
  readonly told: readonly OutboxEvent[];
  readonly problem: string | null;
};

type Wallets = Map<string, Id<'Organisation'> | null>;
type Known = ReadonlyMap<Id<'Organisation'>, unknown>;

const MAX_BOOK = 1n << 63n;

/**
 * Decides what events of the settler book: deposits to escrow, sales from escrow to the payee's settling account,
 * withdrawals and reclaims out of custody. What is of nobody we know goes through suspense, so that custody is always whole.
 */
@Injectable()
export class BookSettler {
  constructor(
    private readonly contracts: ContractStore,
    private readonly payees: FindPayeeWallets,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that books them; wallets that are credited for the first time are remembered. */
  async decide(
    tx: Tx,
    settler: Settler,
    events: readonly ChainEvent[],
    known: Known,
  ): Promise<ReadonlyMap<Id<'ChainEvent'>, SettlerBooking>> {
    const wallets = await this.wallets(tx, settler, events);
    return new Map(events.map((event) => [event.id, bookingOf(event, settler, known, wallets)]));
  }

  private async wallets(tx: Tx, settler: Settler, events: readonly ChainEvent[]): Promise<Wallets> {
    const stored = await this.contracts.settlerWallets(settler.custodyKey, tx);
    const wallets: Wallets = new Map(stored.map(({ wallet, payeeId }) => [wallet, payeeId]));
    const credited = events.filter(({ name }) => name === 'SaleSettled').map((event) => textIn(event, 'payee'));
    const fresh = [...new Set(credited)].filter((wallet) => !wallets.has(wallet));
    if (fresh.length === 0) return wallets;
    const found = await this.payees.owners(fresh);
    for (const wallet of fresh) {
      const payeeId = found.get(wallet) ?? null;
      await this.contracts.addSettlerWallet(tx, settler.custodyKey, { wallet, payeeId }, this.clock.now());
      wallets.set(wallet, payeeId);
    }
    return wallets;
  }
}

function bookingOf(event: ChainEvent, settler: Settler, known: Known, wallets: Wallets): SettlerBooking {
  const amount = wholeIn(event, event.name === 'SaleSettled' ? 'commission' : 'amount');
  if (amount >= MAX_BOOK) return { entry: null, told: [], problem: 'the amount does not fit the book' };
  const named = organisationIn(event);
  const organisation = named !== null && known.has(named) ? named : null;
  const payee = event.body.payee === undefined ? null : (wallets.get(textIn(event, 'payee')) ?? null);
  const sides = sidesOf(event, settler, organisation, payee);
  // Between two who are both unknown the money stays in suspense.
  if (sides.debit === sides.credit) return { entry: null, told: [], problem: null };
  const entry = settlerEntry(event, settler, { ...sides, amount: minor(amount) });
  const isSuspense = sides.debit === accounts.suspense() || sides.credit === accounts.suspense();
  return {
    entry,
    told: event.name === 'SaleSettled' ? told(event, settler, organisation, payee, minor(amount), entry) : [],
    problem: isSuspense ? 'nobody knows whose it is' : null,
  };
}

function sidesOf(
  event: ChainEvent,
  { custodyKey: key }: Settler,
  organisation: Id<'Organisation'> | null,
  payee: Id<'Organisation'> | null,
): { debit: AccountPath; credit: AccountPath } {
  const custody = accounts.settler(key);
  const escrow = organisation === null ? accounts.suspense() : accounts.escrow(organisation);
  switch (event.name) {
    case 'EscrowDeposited':
      return { debit: custody, credit: escrow };
    case 'EscrowReclaimed':
      return { debit: escrow, credit: custody };
    case 'CommissionWithdrawn':
      return { debit: payee === null ? accounts.suspense() : accounts.paid(payee, key), credit: custody };
    default:
      return { debit: escrow, credit: payee === null ? accounts.suspense() : accounts.settling(payee, key) };
  }
}

function told(
  event: ChainEvent,
  settler: Settler,
  organisation: Id<'Organisation'> | null,
  payee: Id<'Organisation'> | null,
  amount: Minor,
  entry: EntryDraft,
): readonly OutboxEvent[] {
  const body =
    organisation === null ? null : saleTold('settled', event, settler, { organisation, payee }, amount, entry);
  return body === null ? [] : [body];
}
