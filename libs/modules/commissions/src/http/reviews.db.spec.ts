import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, DAY_MS, type EpochMs, formatInstant, type Id, type Minor, newId, publicId } from '#kernel';
import type { SocialEvent } from '#modules/social/events';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type TestShop, aShop } from '../testing/a-shop.ts';
import { CommissionsController } from './commissions.controller.ts';
import { ReviewQuery } from './commissions.schemas.ts';
import { ReviewsController } from './reviews.controller.ts';

type Shown = { readonly under_review: { readonly case: string; readonly reason: string } | null };

describe('a review of links, before and after it', () => {
  let db: TestDatabase;
  let shop: TestShop;
  let reviews: ReviewsController;
  let caseId: Id<'ModerationCase'>;

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
    reviews = new ReviewsController(shop.foreseeReview);
    caseId = newId<'ModerationCase'>(shop.clock.now());
    await shop.click((shop.clock.now() - DAY_MS) as EpochMs);
    await shop.deposit(220n); // Two sales of 110; the third waits for its merchant.
    for (const name of ['r-1', 'r-2', 'r-3']) {
      await shop.orders.acceptOrders.execute(shop.merchant.id, [shop.order(name, [{}])]);
      await shop.apply();
    }
  });
  afterAll(async () => {
    await shop.close();
    await db.close();
  });

  const effect = async (): Promise<unknown> => reviews.effect({ links: [shop.link.id] });
  const money = (commissions: number, amount: number) => ({
    commissions,
    amount: { amount: String(amount), asset: 'GBPT/2' },
  });
  const tell = async (event: 'social.post_removed.v1' | 'social.post_restored.v1'): Promise<void> => {
    const post: SocialEvent = {
      event,
      post: {
        id: newId<'Post'>(shop.clock.now()),
        author_id: shop.partner.id,
        links: [shop.link.id],
        case_id: caseId,
        decision_id: newId<'Decision'>(shop.clock.now()),
        reason: 'the same text again',
        at: formatInstant(shop.clock.now()),
      },
    };
    await db.unitOfWork.run((tx) => shop.reviewLinks.execute(tx, [JSON.stringify(post)]));
  };
  const shown = async (): Promise<readonly Shown[]> => {
    const routes = new CommissionsController(shop.list, shop.buildReceipt, shop.summarise);
    const { partner, clock } = shop;
    const caller: Caller = {
      kind: 'user',
      subject: newId<'User'>(clock.now()),
      organisation: partner.id,
      roles: ['influencer'],
      scopes: [],
    };
    return ((await routes.list({ limit: 10 }, caller)) as { readonly items: readonly Shown[] }).items;
  };

  it('says what a removal would stop: the unfunded, too', async () => {
    await expect(effect()).resolves.toEqual({
      totals: [{ asset: 'GBPT/2', waiting: money(3, 300), under_review: money(0, 0), matured: money(0, 0) }],
    });
    expect((await shown()).map(({ under_review: review }) => review)).toEqual([null, null, null]);
  });

  it('shows the partner which commissions it stopped and why, and matures none of them', async () => {
    await tell('social.post_removed.v1');
    expect((await shown()).map(({ under_review: review }) => review)).toEqual(
      Array(3).fill({
        case: publicId('case', caseId),
        reason: 'the same text again',
        since: formatInstant(shop.clock.now()),
      }),
    );
    shop.clock.advance(20 * DAY_MS);
    await shop.mature.execute();
    await expect(effect()).resolves.toEqual({
      totals: [{ asset: 'GBPT/2', waiting: money(0, 0), under_review: money(3, 300), matured: money(0, 0) }],
    });
  });

  it('lets them go on when it ends; what has matured is out of its reach, and refunded money counts nowhere', async () => {
    await tell('social.post_restored.v1');
    await shop.mature.execute();
    expect((await shown()).map(({ under_review: review }) => review)).toEqual([null, null, null]);
    const matured = { asset: 'GBPT/2', waiting: money(1, 100), under_review: money(0, 0), matured: money(2, 200) };
    await expect(effect()).resolves.toEqual({ totals: [matured] });
    const [unfunded] = await db.ownerQuery<{ order_id: Id<'Order'> }>(
      `select order_id from commissions.conversion where state = 'unfunded'`,
    );
    const refund = { orderId: unfunded?.order_id as Id<'Order'>, externalId: 'back', at: shop.clock.now() };
    const lines = [{ lineNo: 1, amount: 1_000n as Minor }];
    await shop.orders.recordRefunds.execute(shop.merchant.id, [{ ...refund, lines }]);
    await shop.apply();
    await tell('social.post_removed.v1');
    await expect(effect()).resolves.toEqual({ totals: [{ ...matured, waiting: money(0, 0) }] });
  });

  it('knows nothing of links that nobody knows, and refuses what is no list of links', async () => {
    const nobody = newId<'Link'>(shop.clock.now());
    await expect(reviews.effect({ links: [nobody] })).resolves.toEqual({ totals: [] });
    expect(ReviewQuery.safeParse({ links: publicId('lnk', nobody) }).success).toBe(true);
    for (const links of ['', 'x', `${publicId('lnk', nobody)},`, Array(51).fill(publicId('lnk', nobody)).join()]) {
      expect(ReviewQuery.safeParse({ links }).success).toBe(false);
    }
  });
});
