import { Injectable } from '@nestjs/common';
import { Clock, type Id, type Minor, parseMinor, present } from '#kernel';
import type { Tx } from '#platform/database';
import { Outbox, type OutboxEvent } from '#platform/outbox';
import { type EntryDraft, PostEntries, ReadEntry } from '#modules/ledger';
import { organisationOf } from '../../domain/org-ref.ts';
import { type ChainEvent, ChainEventStore, textIn, wholeIn } from '../../storage/chain-event.store.ts';
import { ContractStore, type Settler, type Vault } from '../../storage/contract.store.ts';
import { EpochStore } from '../../storage/epoch.store.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { claimReversal, depositReversal, settlerReversal } from './entries.ts';
import { depositTold, payoutTold, saleTold } from './event-bodies.ts';
import { isSettlerMoney, organisationIn } from './settler-events.ts';

type Reversal = { readonly event: ChainEvent; readonly entry: EntryDraft; readonly told: readonly OutboxEvent[] };
type Original = { readonly seq: bigint; readonly amount: Minor; readonly debit: string; readonly credit: string };

/** Takes back what was booked for events whose blocks went away: by postings, never by deleting. */
@Injectable()
export class ReverseEvents {
  constructor(
    private readonly contracts: FindContracts,
    private readonly store: ContractStore,
    private readonly events: ChainEventStore,
    private readonly epochs: EpochStore,
    private readonly entries: ReadEntry,
    private readonly post: PostEntries,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Marks `gone` (newest first) orphaned and posts the reversals: the last step of the caller's transaction. */
  async execute(tx: Tx, gone: readonly ChainEvent[]): Promise<void> {
    const { vault, settler } = await this.contracts.execute();
    const reversals = await this.reversalsOf(tx, vault, settler, gone);
    const byEvent = new Map(reversals.map((reversal) => [reversal.event.id, reversal.entry.id]));
    const now = this.clock.now();
    for (const event of gone) await this.events.orphan(tx, event, byEvent.get(event.id) ?? null, now);
    await this.post.execute(tx, reversals.map(({ entry }) => entry)); // prettier-ignore
    await this.outbox.addAll(tx, reversals.flatMap(({ told }) => told)); // prettier-ignore
  }

  private async reversalsOf(
    tx: Tx,
    vault: Vault,
    settler: Settler | null,
    gone: readonly ChainEvent[],
  ): Promise<Reversal[]> {
    const booked = gone.filter(({ entryId }) => entryId !== null);
    const originals = await this.originals(booked);
    const lanes = new Map(
      (await this.epochs.lanesWithin(tx, vault.custodyKey)).map(({ lane, payeeId }) => [lane, payeeId]),
    );
    const stored = settler === null ? [] : await this.store.settlerWallets(settler.custodyKey, tx);
    const wallets = new Map(stored.map(({ wallet, payeeId }) => [wallet, payeeId]));
    return booked.map((event) => {
      const original = present(originals.get(event.id), `the entry of ${event.id}`);
      if (isSettlerMoney(event)) return settlerTaken(event, present(settler, 'the settler'), original, wallets);
      if (event.name === 'Deposited') return depositTaken(event, vault, original);
      const payee = present(lanes.get(wholeIn(event, 'lane')), 'the payee of a booked claim');
      const entry = claimReversal(event, vault, payee, original);
      return { event, entry, told: [payoutTold('reversed', event, payee, vault, original.amount, entry)] };
    });
  }

  private async originals(booked: readonly ChainEvent[]): Promise<Map<Id<'ChainEvent'>, Original>> {
    const views = await this.entries.all(booked.map(({ entryId }) => present(entryId, 'the entry')));
    return new Map(
      booked.map((event) => {
        const leaf = present(views.get(present(event.entryId, 'the entry'))?.leaves[0], 'the booked transfer');
        return [
          event.id,
          { seq: BigInt(leaf.seq), amount: parseMinor(leaf.amount), debit: leaf.debit.path, credit: leaf.credit.path },
        ];
      }),
    );
  }
}

function depositTaken(event: ChainEvent, vault: Vault, original: Original): Reversal {
  // What was booked to suspense goes back from there, whoever is known by now.
  const of = original.credit === 'suspense' ? null : organisationOf(textIn(event, 'org_ref'));
  const entry = depositReversal(event, vault, of, original);
  return { event, entry, told: of === null ? [] : [depositTold('reversed', event, of, original.amount, entry)] };
}

function settlerTaken(
  event: ChainEvent,
  settler: Settler,
  original: Original,
  wallets: ReadonlyMap<string, Id<'Organisation'> | null>,
): Reversal {
  const entry = settlerReversal(event, settler, original);
  // What was booked from suspense was told to nobody.
  const organisation = original.debit === 'suspense' ? null : organisationIn(event);
  if (event.name !== 'SaleSettled' || organisation === null) return { event, entry, told: [] };
  const payee = wallets.get(textIn(event, 'payee')) ?? null;
  const told = saleTold('reversed', event, settler, { organisation, payee }, original.amount, entry);
  return { event, entry, told: told === null ? [] : [told] };
}
