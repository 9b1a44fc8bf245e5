import { Injectable } from '@nestjs/common';
import type { Caller, Id } from '#kernel';
import { CommissionNotFound } from '../../commissions.errors.ts';
import {
  type CommissionFilter,
  type CommissionView,
  CommissionViewStore,
} from '../../storage/commission-view.store.ts';

/** Reads commissions for those whom they concern: the partner who earned, the merchant who pays, finance. */
@Injectable()
export class ListCommissions {
  constructor(private readonly commissions: CommissionViewStore) {}

  /** What `caller` may see, newest order first. */
  execute(caller: Caller, filter: Omit<CommissionFilter, 'partnerId' | 'merchantId'>): Promise<CommissionView[]> {
    return this.commissions.list({ ...filter, ...visibleTo(caller) });
  }

  /** @throws {CommissionNotFound} also when it concerns others. */
  async one(caller: Caller, commissionId: Id<'Commission'>): Promise<CommissionView> {
    const [view] = await this.execute(caller, { commissionId, limit: 1 });
    if (view === undefined) throw new CommissionNotFound();
    return view;
  }
}

function visibleTo({ roles, organisation }: Caller): Pick<CommissionFilter, 'partnerId' | 'merchantId'> {
  if (roles.includes('finance')) return {};
  return roles.includes('influencer') ? { partnerId: organisation } : { merchantId: organisation };
}
