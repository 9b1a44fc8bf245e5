import { Injectable } from '@nestjs/common';
import { type Asset, Clock, type EpochMs, type Id, IdSource, InvalidInput, type Minor } from '#kernel';
import { FindOrganisation, OrganisationNotFound } from '#modules/identity';
import { UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { BudgetBelowBid, CampaignNameTaken, NotAnAdvertiser } from '../../ads.errors.ts';
import { type Actor, actsFor } from '../../domain/actor.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { MAX_BID_NANOS, type Nanos, nanosPerMinor } from '../../domain/nanos.ts';
import type { BidModel } from '../../domain/snapshot.ts';
import type { Targeting } from '../../domain/targeting.ts';
import { CampaignStore } from '../../storage/campaign.store.ts';
import { campaignChanged } from '../campaign-changed.ts';

/** A new campaign. */
export type NewCampaign = {
  readonly advertiserId: Id<'Organisation'>;
  readonly name: string;
  readonly asset: Asset;
  readonly model: BidModel;
  /** Per impression (cpm) or click (cpc). */
  readonly bidNanos: Nanos;
  readonly budget: Minor;
  readonly targeting?: Targeting | undefined;
  readonly cap?: { readonly impressions: number; readonly hours: number } | undefined;
  /** Now unless given. */
  readonly startsAt?: EpochMs | undefined;
  readonly endsAt?: EpochMs | undefined;
};

/** Adds a campaign, as a draft. */
@Injectable()
export class CreateCampaign {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly campaigns: CampaignStore,
    private readonly organisations: FindOrganisation,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly outbox: Outbox,
  ) {}

  /** @throws {InvalidInput | BudgetBelowBid | OrganisationNotFound | NotAnAdvertiser | CampaignNameTaken} nothing was written. */
  async execute(input: NewCampaign, actor: Actor): Promise<Campaign> {
    const campaign = this.campaignOf(input);
    if (!actsFor(actor, campaign.advertiserId)) throw new OrganisationNotFound();
    const { kind } = await this.organisations.execute(campaign.advertiserId);
    if (kind !== 'advertiser' && kind !== 'merchant' && kind !== 'agency') throw new NotAnAdvertiser();
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.campaigns.insert(tx, campaign))) throw new CampaignNameTaken(campaign.name);
      await this.outbox.add(tx, campaignChanged(campaign, campaign.createdAt));
      return campaign;
    });
  }

  private campaignOf(input: NewCampaign): Campaign {
    const now = this.clock.now();
    const { advertiserId, asset, model, bidNanos, budget, endsAt } = input;
    const name = input.name.trim();
    const startsAt = input.startsAt ?? now;
    const cap = input.cap ?? { impressions: 0, hours: 0 };
    if (name.length === 0 || name.length > 200) throw new InvalidInput('name', 'a name has 1 to 200 characters');
    if (!Number.isSafeInteger(bidNanos) || bidNanos < 1 || bidNanos > MAX_BID_NANOS) {
      throw new InvalidInput('bid', `a bid is 1 to ${MAX_BID_NANOS} nanos`);
    }
    if (endsAt !== undefined && endsAt <= startsAt) {
      throw new InvalidInput('ends_at', 'a campaign ends after it starts');
    }
    if ((cap.impressions === 0) !== (cap.hours === 0)) {
      throw new InvalidInput('cap', 'a cap says how often in how long');
    }
    if (budget * nanosPerMinor(asset) < BigInt(bidNanos)) throw new BudgetBelowBid();
    return {
      id: this.ids.next<'Campaign'>(),
      advertiserId,
      name,
      asset,
      model,
      bidNanos,
      budget,
      cap,
      startsAt,
      endsAt,
      targeting: input.targeting ?? {
        include: {},
        exclude: {},
      },
      state: 'draft',
      createdAt: now,
      spentNanos: 0n,
    };
  }
}
