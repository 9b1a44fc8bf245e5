import { Injectable } from '@nestjs/common';
import { Clock, type Id, type Minor } from '#kernel';
import { accounts, PostEntries, ReadBalances } from '#modules/ledger';
import { type Tx, UnitOfWork } from '#platform/database';
import { type Earned, leftOf } from '../../domain/conversion.ts';
import { fundOldestFirst } from '../../domain/conversion-state.ts';
import { ConversionStore } from '../../storage/conversion.store.ts';
import { promotionEntry } from '../entries.ts';

/** Conversions of one transaction. */
const BATCH = 500;

/** Pays sales that waited for their merchant's money, once it is there. */
@Injectable()
export class PromoteUnfunded {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversions: ConversionStore,
    private readonly readBalances: ReadBalances,
    private readonly postEntries: PostEntries,
    private readonly clock: Clock,
  ) {}

  /**
   * Promotes the merchant's unfunded sales oldest first, each whole or not at all, and stops at the first that the
   * prepaid money does not cover: a younger sale never passes an older one. Answers the number of orders promoted.
   */
  async execute(merchantId: Id<'Organisation'>): Promise<number> {
    let promoted = 0;
    for (;;) {
      const { looked, covered } = await this.executeOnce(merchantId);
      promoted += covered;
      if (covered < looked || looked < BATCH) return promoted;
    }
  }

  /** The oldest 500 at most, in one transaction (or the caller's): how many were looked at, and how many promoted. */
  executeOnce(merchantId: Id<'Organisation'>): Promise<{ readonly looked: number; readonly covered: number }> {
    return this.unitOfWork.run((tx) => this.promoteBatch(tx, merchantId));
  }

  /** Promotes for every merchant that has both unfunded sales and prepaid money; answers the number of orders. */
  async executeForAll(): Promise<number> {
    const merchants = await this.unitOfWork.run((tx) => this.conversions.findWaitingMerchants(tx));
    let promoted = 0;
    for (const { merchantId, asset } of merchants) {
      const [prepaid] = await this.readBalances.execute([{ path: accounts.prepaid(merchantId), asset }]);
      if (prepaid !== undefined && prepaid.balance > 0n) promoted += await this.execute(merchantId);
    }
    return promoted;
  }

  private async promoteBatch(tx: Tx, merchantId: Id<'Organisation'>): Promise<{ looked: number; covered: number }> {
    const ids = await this.conversions.findUnfunded(tx, merchantId, BATCH);
    const locked = (await this.conversions.lock(tx, ids)).filter(({ conversion }) => conversion.state === 'unfunded');
    if (locked.length === 0) return { looked: ids.length, covered: 0 };
    const covered = await this.coveredOf(tx, merchantId, locked.toSorted(oldestFirst));
    const now = this.clock.now();
    const promoted = covered.map(({ conversion }) => ({ ...conversion, state: 'pending' as const, fundedAt: now }));
    await this.conversions.setStates(tx, promoted);
    await this.postEntries.execute(
      tx,
      covered.map((earned) => promotionEntry(earned, now)),
    );
    return { looked: ids.length, covered: covered.length };
  }

  /** Those that prepaid money covers, as it stands under the ledger's head. */
  private async coveredOf(tx: Tx, merchantId: Id<'Organisation'>, waiting: readonly Earned[]): Promise<Earned[]> {
    const byAsset = [...Map.groupBy(waiting, ({ conversion }) => conversion.asset)];
    const refs = byAsset.map(([asset]) => ({ path: accounts.prepaid(merchantId), asset }));
    const balances = await this.readBalances.underHead(tx, refs);
    return byAsset.flatMap(([, earned], at) => {
      return earned.slice(0, fundOldestFirst(balances[at]?.balance ?? 0n, earned.map(chargeLeft)));
    });
  }
}

function chargeLeft({ lines }: Earned): Minor {
  const { commission, fee } = leftOf(lines);
  return (commission + fee) as Minor;
}

function oldestFirst(a: Earned, b: Earned): number {
  const { conversion: first } = a;
  const { conversion: second } = b;
  return first.placedAt - second.placedAt || (first.orderId < second.orderId ? -1 : 1);
}
