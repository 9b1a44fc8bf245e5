import { Injectable } from '@nestjs/common';
import { MatureEarnings } from '../use-cases/mature-earnings/mature-earnings.ts';
import { PublishSnapshot } from '../use-cases/publish-snapshot/publish-snapshot.ts';
import { ReturnLeases } from '../use-cases/return-leases/return-leases.ts';
import { SealAuctions } from '../use-cases/seal-auctions/seal-auctions.ts';

/** A job as the worker defines it in its queue. */
export type RecurringJob = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<void> };

/** The recurring jobs of this module. Each may run in several processes at once and after a crash. */
@Injectable()
export class AdsJobs {
  constructor(
    private readonly publishSnapshot: PublishSnapshot,
    private readonly returnLeases: ReturnLeases,
    private readonly matureEarnings: MatureEarnings,
    private readonly sealAuctions: SealAuctions,
  ) {}

  /** Publishes what plays, settles leases that are over (of dead edges too), makes creators' shares payable, fixes auctions in the log. */
  list(): readonly RecurringJob[] {
    return [
      { name: 'ads.publish_snapshot', everyMs: 2_000, run: async () => void (await this.publishSnapshot.execute()) },
      { name: 'ads.settle_leases', everyMs: 15_000, run: async () => void (await this.returnLeases.settle()) },
      { name: 'ads.seal_auctions', everyMs: 60_000, run: async () => void (await this.sealAuctions.execute()) },
      { name: 'ads.mature_earnings', everyMs: 5_000, run: async () => void (await this.matureEarnings.execute()) },
    ];
  }
}
