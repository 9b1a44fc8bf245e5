import { Injectable } from '@nestjs/common';
import { Clock, type Id, type Minor } from '#kernel';
import { accounts, PostEntries, ReadBalances } from '#modules/ledger';
import { type Tx, UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { type Earned, leftOf } from '../../domain/conversion.ts';
import { fundOldestFirst } from '../../domain/conversion-state.ts';
import { ConversionStore } from '../../storage/conversion.store.ts';
import { commissionsMoved } from '../commission-events.ts';
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
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Promotes the merchant's unfunded sales oldest first, each whole or not at all, and stops at the first that the
   * prepaid money does not cover: a younger sale never passes an older one. Answers the number of orders promoted.
   * Call it outside a transaction: each batch is one of its own.
   */
  async execute(merchantId: Id<'Organisation'>): Promise<number> {
    let promoted = 0;
    for (;;) {
      const batch = await this.executeOnce([merchantId]);
      promoted += batch.promoted;
      if (batch.isDone) return promoted;
    }
  }

  /**
   * The oldest 500 of each merchant and asset at most, in one transaction (or the caller's). Everything is locked before
   * the ledger's head is taken, so name all merchants in one call. `isDone`: there is none left that could be promoted.
   */
  executeOnce(
    merchantIds: readonly Id<'Organisation'>[],
  ): Promise<{ readonly promoted: number; readonly isDone: boolean }> {
    return this.unitOfWork.run((tx) => this.promoteBatch(tx, merchantIds));
  }

  /** Promotes for every merchant that has both unfunded sales and prepaid money; answers the number of orders. */
  async executeForAll(): Promise<number> {
    const merchants = await this.unitOfWork.run((tx) => this.conversions.findWaitingMerchants(tx));
    const balances = await this.readBalances.execute(
      merchants.map(({ merchantId, asset }) => ({ path: accounts.prepaid(merchantId), asset })),
    );
    const funded = merchants.filter((_, at) => (balances[at]?.balance ?? 0n) > 0n);
    let promoted = 0;
    for (const merchantId of new Set(funded.map((merchant) => merchant.merchantId))) {
      promoted += await this.execute(merchantId);
    }
    return promoted;
  }

  private async promoteBatch(
    tx: Tx,
    merchantIds: readonly Id<'Organisation'>[],
  ): Promise<{ promoted: number; isDone: boolean }> {
    const ids = await this.conversions.findUnfunded(tx, merchantIds, BATCH);
    const locked = (await this.conversions.lock(tx, ids)).filter(({ conversion }) => conversion.state === 'unfunded');
    if (locked.length === 0) return { promoted: 0, isDone: ids.length === 0 };
    const purses = await this.cover(tx, locked.toSorted(oldestFirst));
    const covered = purses.flatMap((purse) => purse.covered);
    const now = this.clock.now();
    const promoted = covered.map(({ conversion }) => ({ ...conversion, state: 'pending' as const, fundedAt: now }));
    await this.conversions.setStates(tx, promoted);
    await this.postEntries.execute(
      tx,
      covered.map((earned) => promotionEntry(earned, now)),
    );
    if (covered.length > 0) await this.outbox.addAll(tx, commissionsMoved('funded', covered, now));
    return { promoted: covered.length, isDone: purses.every(({ isUsedUp }) => isUsedUp) };
  }

  /** Per merchant and asset those that the prepaid money covers, as it stands under the ledger's head. */
  private async cover(tx: Tx, waiting: readonly Earned[]): Promise<{ covered: Earned[]; isUsedUp: boolean }[]> {
    const purseOf = ({ conversion }: Earned): string => `${conversion.merchantId} ${conversion.asset}`;
    const purses = [...Map.groupBy(waiting, purseOf).values()];
    const refs = purses.flatMap(([first]) => {
      return first === undefined
        ? []
        : [{ path: accounts.prepaid(first.conversion.merchantId), asset: first.conversion.asset }];
    });
    const balances = await this.readBalances.underHead(tx, refs);
    return purses.map((earned, at) => {
      const count = fundOldestFirst(balances[at]?.balance ?? 0n, earned.map(chargeLeft));
      return { covered: earned.slice(0, count), isUsedUp: count < earned.length || earned.length < BATCH };
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
