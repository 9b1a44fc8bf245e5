import type { INestApplicationContext } from '@nestjs/common';
import { type EpochMs, type Id, minor, present } from '#kernel';
import { RecordEvent } from '#modules/ads';
import { FollowLink } from '#modules/attribution';
import { BuildFeed, RecordActions, type ServedFeed } from '#modules/feed';
import { AcceptOrders, FindOrders } from '#modules/orders';
import { AddComment, FollowAuthor, ReactToPost } from '#modules/social';
import { callerNamed, SHOPPERS } from './people.ts';
import type { DemoPost } from './posts.ts';
import { CURRENCY } from './shops.ts';
import { until } from './wait.ts';

/** How often each shopper comes back; each time ends with an order. */
const VISITS = 5;
const FEED = 10;

type User = Id<'User'>;

/** What shoppers did, told to whoever waits. */
export type Visits = { readonly shoppers: number; readonly orders: number };

/**
 * Shoppers follow, like, scroll, see ads, click some, and buy by the tags of posts. A visit that ended with its order in
 * an earlier start is not made again.
 */
export async function letShoppersIn(
  app: INestApplicationContext,
  posts: readonly DemoPost[],
  told: (done: number, of: number) => void,
): Promise<Visits> {
  const shown = posts.filter(({ post }) => post.state === 'shown');
  const shoppers = SHOPPERS.map((name) => callerNamed(name).subject as User);
  await until('an ad in a feed', async () =>
    (await scroll(app, present(shoppers[0], 'a shopper'))).ads.length > 0 ? true : undefined,
  );
  for (const [at, shopper] of shoppers.entries()) await beSocial(app, shopper, at, shown);
  const orders = shoppers.length * VISITS;
  for (let nth = 0; nth < orders; nth += 1) {
    await visit(
      app,
      present(shoppers[nth % shoppers.length], 'a shopper'),
      nth,
      present(posts[(nth * 5) % posts.length], 'a post'),
    );
    told(nth + 1, orders);
  }
  return { shoppers: shoppers.length, orders };
}

async function beSocial(
  app: INestApplicationContext,
  shopper: User,
  at: number,
  posts: readonly DemoPost[],
): Promise<void> {
  for (const [nth, { post }] of posts.entries()) {
    if ((nth + at) % 4 === 0) await app.get(FollowAuthor).execute(shopper, post.authorId, true);
    if ((nth * 3 + at) % 5 > 1) continue;
    await app.get(ReactToPost).execute(shopper, post.id, (nth + at) % 3 === 0 ? 'save' : 'like', true);
  }
}

async function visit(
  app: INestApplicationContext,
  shopper: User,
  nth: number,
  { post, shop }: DemoPost,
): Promise<void> {
  const externalId = `SOCIAL-${nth + 1}`;
  const [before] = await app.get(FindOrders).byExternalIds(shop.merchantId, [externalId]);
  if (before !== undefined) return;
  const { clicked } = await scroll(app, shopper, nth);
  const tag = present(post.tags[nth % post.tags.length], 'a tag');
  const { clickId } = await app.get(FollowLink).execute(tag.linkCode);
  const unitPrice = minor(BigInt(900 + ((nth * 431) % 4_000)));
  const line = { sku: tag.sku, quantity: BigInt(1 + (nth % 3)), unitPrice, discount: minor(0n) };
  const draft = {
    externalId,
    currency: CURRENCY,
    clickId,
    adClick: clicked.get(shop.merchantId),
    placedAt: Date.now() as EpochMs,
    lines: [line],
  };
  const [result] = await app.get(AcceptOrders).execute(shop.merchantId, [draft]);
  if (result?.outcome === 'refused') throw result.error;
  if (nth % 4 === 0 && post.state === 'shown') {
    await app.get(AddComment).execute(shopper, post.id, COMMENTS[nth % COMMENTS.length] ?? '');
  }
}

const COMMENTS = [
  'Lovely, where is the rug from?',
  'This is the one I ordered. Thank you!',
  'So calm. Saved for later.',
] as const;

/** The ads of a feed, and by advertiser the token of the one that was clicked. */
type Scrolled = { readonly ads: ServedFeed['ads']; readonly clicked: ReadonlyMap<Id<'Organisation'>, string> };

/** Looks at a feed and its ads; clicks some of what is there. */
async function scroll(app: INestApplicationContext, shopper: User, nth = 0): Promise<Scrolled> {
  const feed = await app.get(BuildFeed).execute(shopper, undefined, FEED, { hasConsent: nth % 2 === 0 });
  const clicked = new Map<Id<'Organisation'>, string>();
  for (const [at, ad] of feed.ads.entries()) {
    await app.get(RecordEvent).execute('impression', tokenOf(ad.impressionUrl));
    if ((nth + at) % 4 !== 0) continue;
    await app.get(RecordEvent).click(tokenOf(ad.clickUrl));
    clicked.set(ad.advertiserId, tokenOf(ad.clickUrl));
  }
  const actions = feed.posts.flatMap(({ post }, at) => [
    { postId: post.id, kind: 'view' as const },
    ...((at + nth) % 5 === 0 ? [{ postId: post.id, kind: 'tag_click' as const }] : []),
  ]);
  if (actions.length > 0) await app.get(RecordActions).execute(shopper, feed.token, actions);
  return { ads: feed.ads, clicked };
}

function tokenOf(address: string): string {
  return present(new URL(address, 'http://localhost').searchParams.get('t') ?? undefined, 'the token of an ad');
}
