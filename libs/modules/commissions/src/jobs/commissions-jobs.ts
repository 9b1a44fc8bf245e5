import { Injectable } from '@nestjs/common';
import { MatureCommissions } from '../use-cases/mature-commissions/mature-commissions.ts';
import { PromoteUnfunded } from '../use-cases/promote-unfunded/promote-unfunded.ts';

/** A job as the worker defines it in its queue. */
export type RecurringJob = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<void> };

/** The recurring jobs of this module. Each may run in several processes at once and after a crash. */
@Injectable()
export class CommissionsJobs {
  constructor(
    private readonly matureCommissions: MatureCommissions,
    private readonly promoteUnfunded: PromoteUnfunded,
  ) {}

  /** `commissions.mature` and `commissions.promote`: the second catches what a deposit's event did not cover. */
  list(): readonly RecurringJob[] {
    return [
      { name: 'commissions.mature', everyMs: 5_000, run: async () => void (await this.matureCommissions.execute()) },
      {
        name: 'commissions.promote',
        everyMs: 5_000,
        run: async () => void (await this.promoteUnfunded.executeForAll()),
      },
    ];
  }
}
