import { type Id, SystemClock, asset, minor, newId } from '#kernel';
import { type EntryDraft, type TransferDraft, accounts } from '#modules/ledger';
import { aLedger } from '#modules/ledger/testing';
import { type PgDoors, openDataSource, pgDoors } from '#platform/database';
import type { BenchServer } from './postgres-server.ts';

/** The asset that benchmarks book in. */
export const GBPT = asset('GBPT/2');
/** What each organisation of a bench ledger has, minor units. */
export const FUNDS = 1_000_000_000_000n;

/** A ledger on a bench server with funded accounts, all with limits. */
export class BenchLedger {
  private constructor(
    readonly ownerUrl: string,
    readonly appUrl: string,
    readonly ledger: ReturnType<typeof aLedger>,
    readonly orgs: readonly Id<'Organisation'>[],
    private readonly source: Awaited<ReturnType<typeof openDataSource>>,
    /** Its database, for what is wired beside the ledger. */
    readonly wiring: PgDoors,
  ) {}

  static async open(server: BenchServer, { name = 'bench', organisations = 1_000 } = {}): Promise<BenchLedger> {
    const { ownerUrl, appUrl } = await server.database(name);
    const source = await openDataSource({ appUrl });
    const wiring = pgDoors(source);
    const ledger = aLedger(wiring, new SystemClock());
    const orgs = Array.from({ length: organisations }, () => newId<'Organisation'>(new SystemClock().now()));
    const of = new BenchLedger(ownerUrl, appUrl, ledger, orgs, source, wiring);
    for (let at = 0; at < orgs.length; at += 8_000) {
      const funded = orgs.slice(at, at + 8_000);
      await of.post(
        funded.map((org) =>
          draftOf({ debit: accounts.bank('bench'), credit: accounts.prepaid(org), amount: minor(FUNDS) }),
        ),
      );
    }
    return of;
  }

  /** Posts and believes nothing but `posted`. */
  async post(drafts: readonly EntryDraft[]): Promise<bigint> {
    let last = 0n;
    for (const outcome of await this.ledger.poster.post(drafts)) {
      if (outcome.outcome !== 'posted') throw outcome.error;
      last = outcome.entry.transfers.at(-1)?.seq ?? last;
    }
    return last;
  }

  /** `count` entries of one transfer each between two organisations that are drawn anew for each. */
  drafts(count: number, more: Partial<EntryDraft> = {}): EntryDraft[] {
    return Array.from({ length: count }, () => ({
      ...draftOf({ debit: accounts.prepaid(this.any()), credit: accounts.pending(this.any()), amount: minor(1n) }),
      ...more,
    }));
  }

  any(): Id<'Organisation'> {
    return this.orgs[Math.floor(Math.random() * this.orgs.length)] as Id<'Organisation'>;
  }

  close(): Promise<void> {
    return this.source.destroy();
  }
}

/** An entry of one transfer that takes effect now. */
export function draftOf(transfer: TransferDraft): EntryDraft {
  const now = new SystemClock().now();
  return {
    id: newId<'Entry'>(now),
    asset: GBPT,
    effectiveAt: now,
    transfers: [transfer],
    metadata: { reason: 'bench' },
  };
}
