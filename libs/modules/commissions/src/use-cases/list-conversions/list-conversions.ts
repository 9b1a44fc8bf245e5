import { Injectable } from '@nestjs/common';
import type { Caller, Id } from '#kernel';
import { ConversionNotFound } from '../../commissions.errors.ts';
import {
  type ConversionFilter,
  type ConversionView,
  ConversionViewStore,
} from '../../storage/conversion-view.store.ts';

/** Reads conversions: a partner's own, a merchant's own, or finance's every one. */
@Injectable()
export class ListConversions {
  constructor(private readonly conversions: ConversionViewStore) {}

  /** What `caller` may see, newest order first. */
  execute(caller: Caller, filter: Omit<ConversionFilter, 'partnerId' | 'merchantId'>): Promise<ConversionView[]> {
    return this.conversions.list({ ...filter, ...visibleTo(caller) });
  }

  /** @throws {ConversionNotFound} also when it concerns others. */
  async one(caller: Caller, orderId: Id<'Order'>): Promise<ConversionView> {
    const [view] = await this.execute(caller, { orderId, limit: 1 });
    if (view === undefined) throw new ConversionNotFound();
    return view;
  }
}

function visibleTo({ roles, organisation }: Caller): Pick<ConversionFilter, 'partnerId' | 'merchantId'> {
  if (roles.includes('finance')) return {};
  return roles.includes('influencer') ? { partnerId: organisation } : { merchantId: organisation };
}
