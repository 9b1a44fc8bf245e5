import { Inject, Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id, IdSource, minor } from '#kernel';
import { InsufficientFunds, PostEntries, ReadBalances, accounts } from '#modules/ledger';
import { type Tx, UnitOfWork } from '#platform/database';
import { ADS_SETTINGS, type AdsSettings } from '../../ads-settings.ts';
import type { Lease } from '../../domain/lease-book.ts';
import { ceilMinor } from '../../domain/lease-money.ts';
import { LeaseStore, type LockedCampaign } from '../../storage/lease.store.ts';

/** A lease lasts for so many bids at least. */
const LEAST_BIDS = 20n;

/** Hands a slice of a campaign's budget to an edge: prepaid → leased. */
@Injectable()
export class OpenLease {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leases: LeaseStore,
    private readonly readBalances: ReadBalances,
    private readonly postEntries: PostEntries,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(ADS_SETTINGS) private readonly settings: AdsSettings,
  ) {}

  /** Answers the lease, or nothing when the campaign does not play, its budget is used up, or its funds are. */
  async execute(campaignId: Id<'Campaign'>): Promise<Lease | undefined> {
    try {
      return await this.unitOfWork.run((tx) => this.open(tx, campaignId));
    } catch (error) {
      // Somebody spent the same prepaid money between the look and the posting.
      if (error instanceof InsufficientFunds) return undefined;
      throw error;
    }
  }

  private async open(tx: Tx, campaignId: Id<'Campaign'>): Promise<Lease | undefined> {
    const campaign = await this.leases.lockCampaign(tx, campaignId);
    const now = this.clock.now();
    if (campaign === undefined || !plays(campaign, now)) return undefined;
    const amount = await this.amountFor(campaign);
    if (amount * campaign.unitNanos < campaign.bidNanos) return undefined;
    const servesUntil = (now + this.settings.leaseMs) as EpochMs;
    const { impressionMs, clickMs, graceMs } = this.settings;
    const settlesAt = (servesUntil + Math.max(impressionMs, clickMs) + graceMs) as EpochMs;
    const id = this.ids.next<'Lease'>();
    await this.leases.insert(tx, { id, campaignId, amount, openedAt: now, servesUntil, settlesAt });
    await this.postEntries.execute(tx, [
      {
        id: this.ids.next<'Entry'>(),
        asset: campaign.asset,
        effectiveAt: now,
        transfers: [
          { debit: accounts.prepaid(campaign.advertiserId), credit: accounts.leased(campaign.advertiserId), amount },
        ],
        metadata: { reason: 'ads.lease_opened', campaign: campaignId, lease: id },
      },
    ]);
    return { id, campaignId, amountNanos: amount * campaign.unitNanos, servesUntil };
  }

  /** The slice, as far as budget and prepaid money go. */
  private async amountFor({ advertiserId, asset, bidNanos, unitNanos, budget, leased }: LockedCampaign) {
    const [prepaid] = await this.readBalances.execute([{ path: accounts.prepaid(advertiserId), asset }]);
    const wanted = ceilMinor(bidNanos * LEAST_BIDS, unitNanos);
    const limits = [budget - leased, prepaid?.balance ?? 0n];
    const slice = wanted > this.settings.leaseMinor ? wanted : this.settings.leaseMinor;
    return minor(limits.reduce((least, limit) => (limit < least ? limit : least), slice));
  }
}

function plays({ state, startsAt, endsAt }: LockedCampaign, now: EpochMs): boolean {
  return state === 'active' && startsAt <= now && (endsAt === undefined || endsAt > now);
}
