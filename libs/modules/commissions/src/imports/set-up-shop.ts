import { Injectable } from '@nestjs/common';
import { type Asset, derivedId, type EpochMs, type Id } from '#kernel';
import { CreateLink, ListLinks } from '#modules/attribution';
import { CreateOrganisation, FindOrganisation, type OrganisationKind } from '#modules/identity';
import { CreateProgram, EnrolPartner, PublishRuleVersion } from '#modules/programs';
import { UnitOfWork } from '#platform/database';

/** A merchant with a program and partners, as an import or the demo needs one. */
export type ShopPlan = {
  /** The merchant's name; the shop is found again by it. */
  readonly name: string;
  readonly url: string;
  readonly settlementAsset: Asset;
  readonly maturationDays: number;
  readonly feeBps: number;
  /** Creators' share of ads beside their posts; none unless given. */
  readonly adShareBps?: number | undefined;
  readonly table: readonly { readonly category: string; readonly tier: string; readonly bps: number }[];
  /** When the program's terms and enrolments begin: before the first order. */
  readonly from: EpochMs;
  readonly partners: readonly { readonly name: string; readonly tier: string }[];
};

/** A shop that is set up. */
export type Shop = {
  readonly merchantId: Id<'Organisation'>;
  readonly programId: Id<'Program'>;
  /** One link a partner, oldest first. */
  readonly links: readonly { readonly id: Id<'Link'>; readonly partnerId: Id<'Organisation'>; readonly code: string }[];
};

/** The ids of set-up organisations hang on their names alone; any fixed time will do. */
const NO_TIME = Date.UTC(2020, 0, 1) as EpochMs;

/** The organisation that a set-up gives the name `name`. */
export function organisationNamed(kind: OrganisationKind, name: string): Id<'Organisation'> {
  return derivedId(NO_TIME, 'set-up', kind, name);
}

/** Makes a merchant, its program with a first rule version, and enrolled partners with a link each. */
@Injectable()
export class SetUpShop {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly findOrganisation: FindOrganisation,
    private readonly createOrganisation: CreateOrganisation,
    private readonly createProgram: CreateProgram,
    private readonly publish: PublishRuleVersion,
    private readonly enrol: EnrolPartner,
    private readonly createLink: CreateLink,
    private readonly listLinks: ListLinks,
  ) {}

  /** All of it in one transaction, or what stands already under that name. @throws what the parts refuse; nothing was written. */
  async execute(plan: ShopPlan): Promise<Shop> {
    const merchantId = organisationNamed('merchant', plan.name);
    const programId = derivedId<'Program'>(NO_TIME, 'set-up', 'program', merchantId);
    if ((await this.findOrganisation.many([merchantId])).size === 0) {
      await this.unitOfWork.run(() => this.make(plan, merchantId, programId));
    }
    const links = await this.listLinks.execute({ merchantId, programId, limit: 200 });
    return { merchantId, programId, links: links.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
  }

  private async make(plan: ShopPlan, merchantId: Id<'Organisation'>, programId: Id<'Program'>): Promise<void> {
    const { name, settlementAsset, maturationDays, feeBps, adShareBps, from, table } = plan;
    await this.createOrganisation.execute({ kind: 'merchant', name, id: merchantId });
    const program = { id: programId, merchantId, name: `${name} partners`, settlementAsset, maturationDays, feeBps };
    await this.createProgram.execute(program, 'system');
    const partners = plan.partners.map((partner) => ({ ...partner, id: organisationNamed('partner', partner.name) }));
    const known = await this.findOrganisation.many(partners.map(({ id }) => id));
    for (const partner of partners) {
      if (!known.has(partner.id)) {
        await this.createOrganisation.execute({ kind: 'partner', name: partner.name, id: partner.id });
      }
      const enrolment = { programId, partnerId: partner.id, tier: partner.tier, from };
      await this.enrol.execute(enrolment, 'system');
      await this.createLink.execute({ programId, partnerId: partner.id, url: plan.url });
    }
    // Last, because its note takes the ledger's head (docs/architecture.md, "Posting comes last").
    await this.publish.execute({ programId, from, table, adShareBps }, 'system');
  }
}
