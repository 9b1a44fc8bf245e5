import { Injectable } from '@nestjs/common';
import { Clock, IdSource, minor } from '#kernel';
import { type EntryDraft, PostEntries, accounts } from '#modules/ledger';
import { type Tx, UnitOfWork } from '#platform/database';
import { BillingStore } from '../../storage/billing.store.ts';

const BATCH = 500;

/** Makes creators' shares payable once their time has come. */
@Injectable()
export class MatureEarnings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly billing: BillingStore,
    private readonly postEntries: PostEntries,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** Moves what matures by now from pending to payable, one entry per payee and asset a batch; answers how many shares. */
  async execute(): Promise<number> {
    let matured = 0;
    for (;;) {
      const batch = await this.unitOfWork.run((tx) => this.matureBatch(tx));
      matured += batch;
      if (batch < BATCH) return matured;
    }
  }

  private async matureBatch(tx: Tx): Promise<number> {
    const now = this.clock.now();
    const shares = await this.billing.takeMaturing(tx, now, BATCH);
    const groups = Map.groupBy(shares, ({ payeeId, asset }) => `${payeeId} ${asset}`);
    const entries = [...groups.values()].flatMap((group): EntryDraft[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { payeeId, asset } = first;
      const amount = minor(group.reduce((sum, share) => sum + share.amount, 0n));
      const transfers = [{ debit: accounts.pending(payeeId), credit: accounts.payable(payeeId), amount }];
      return [
        { id: this.ids.next<'Entry'>(), asset, effectiveAt: now, transfers, metadata: { reason: 'ads.matured' } },
      ];
    });
    await this.postEntries.execute(tx, entries);
    return shares.length;
  }
}
