import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource, type Minor } from '#kernel';
import { type EntryDraft, PostEntries, accounts } from '#modules/ledger';
import { type Tx, UnitOfWork } from '#platform/database';
import type { EndedLease } from '../../domain/lease-book.ts';
import { returnAtClosing, returnAtSettling } from '../../domain/lease-money.ts';
import { LeaseStore, type LockedLease } from '../../storage/lease.store.ts';

/** Leases of one round of the job. */
const BATCH = 200;

/** Gives back what leases do not spend: leased → prepaid. */
@Injectable()
export class ReturnLeases {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leases: LeaseStore,
    private readonly postEntries: PostEntries,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** An edge is done with leases: everything but what served ads may still cost goes back. A second call gives nothing. */
  async close(ended: readonly EndedLease[]): Promise<void> {
    if (ended.length === 0) return;
    const used = new Map(ended.map(({ leaseId, usedNanos }) => [leaseId, usedNanos]));
    const found = await this.leases.find([...used.keys()], undefined, used.size);
    for (const { id, campaignId } of found) {
      await this.unitOfWork.run((tx) => this.closeOne(tx, id, campaignId, used.get(id) ?? 0n));
    }
  }

  /** Settles leases whose last event is over, of dead edges too. Answers how many. */
  async settle(): Promise<number> {
    let settled = 0;
    for (;;) {
      const due = await this.leases.find(undefined, this.clock.now(), BATCH);
      for (const { id, campaignId } of due) {
        settled += await this.unitOfWork.run((tx) => this.settleOne(tx, id, campaignId));
      }
      if (due.length < BATCH) return settled;
    }
  }

  private async closeOne(tx: Tx, id: Id<'Lease'>, campaignId: Id<'Campaign'>, usedNanos: bigint): Promise<void> {
    await this.leases.lockCampaign(tx, campaignId);
    const [lease] = await this.leases.lock(tx, [id]);
    if (lease?.state !== 'open') return;
    const returned = returnAtClosing(lease.amount, usedNanos, lease.unitNanos);
    await this.leases.close(tx, id, returned);
    await this.giveBack(tx, lease, returned, 'ads.lease_closed');
  }

  private async settleOne(tx: Tx, id: Id<'Lease'>, campaignId: Id<'Campaign'>): Promise<number> {
    const campaign = await this.leases.lockCampaign(tx, campaignId);
    const [lease] = await this.leases.lock(tx, [id]);
    if (campaign === undefined || lease === undefined || lease.state === 'settled') return 0;
    const returned = returnAtSettling(lease, campaign.settledNanos);
    await this.leases.settle(tx, id, returned);
    await this.giveBack(tx, lease, returned, 'ads.lease_settled');
    return 1;
  }

  private async giveBack(tx: Tx, lease: LockedLease, amount: Minor, reason: string): Promise<void> {
    if (amount === 0n) return;
    const { advertiserId, asset, campaignId, id } = lease;
    const entry: EntryDraft = {
      id: this.ids.next<'Entry'>(),
      asset,
      effectiveAt: this.clock.now(),
      transfers: [{ debit: accounts.leased(advertiserId), credit: accounts.prepaid(advertiserId), amount }],
      metadata: { reason, campaign: campaignId, lease: id },
    };
    await this.postEntries.execute(tx, [entry]);
  }
}
