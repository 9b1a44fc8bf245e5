import { Injectable } from '@nestjs/common';
import type { Caller, Id } from '#kernel';
import { type AdEarningView, BillViewStore } from '../../storage/bill-view.store.ts';

/** Lists a creator's shares of ads beside their posts. */
@Injectable()
export class ListAdEarnings {
  constructor(private readonly bills: BillViewStore) {}

  /** The caller's own, newest first. */
  execute(caller: Caller, before: Id<'AdEarning'> | undefined, limit: number): Promise<AdEarningView[]> {
    return this.bills.earningsOf(caller.organisation, before, limit);
  }
}
