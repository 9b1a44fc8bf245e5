import type { INestApplicationContext } from '@nestjs/common';
import { formatMinor } from '#kernel';
import { ReadReport, SumEarnings } from '#modules/ads';
import type { Shop } from '#modules/commissions';
import { EventConsumers } from '#platform/event-log';
import type { Progress } from '#platform/runtime';
import { runCampaigns } from './campaigns.ts';
import { openCases } from './moderation.ts';
import { publishPosts } from './posts.ts';
import { letShoppersIn } from './shoppers.ts';
import { SETTLEMENT } from './shops.ts';

const MOST_LINES = 5_000;
/** Nanos in a minor unit of the demo's asset. */
const MINOR_NANOS = 10_000_000n;

/**
 * Posts with pictures and tags, campaigns that play beside them, shoppers who see, click and buy, and two cases for
 * moderators. Answers its line in the table of what ran.
 */
export async function runSocialLife(
  app: INestApplicationContext,
  shops: readonly Shop[],
  progress: Progress,
): Promise<[name: string, value: string][]> {
  const two = shops.slice(0, 2);
  progress.step('demo: posts and campaigns');
  const posts = await publishPosts(app, two);
  const campaigns = await runCampaigns(app, two);
  await app.get(EventConsumers).caughtUp(); // The feed has the posts now.
  progress.step('demo: shoppers');
  const { shoppers, orders } = await letShoppersIn(app, posts, (done, of) => progress.at(done, of, 'visits'));
  await app.get(EventConsumers).caughtUp();
  progress.step('demo: moderation');
  await openCases(app, posts);
  await app.get(EventConsumers).caughtUp();
  return [
    ['posts', `${posts.length} with pictures and tags; ${shoppers} shoppers ordered ${orders} times by them`],
    ['ads', await adsLine(app, campaigns)],
    ['moderation', 'one reported post and one appeal wait, with pending commissions behind them'],
  ];
}

async function adsLine(app: INestApplicationContext, campaigns: number): Promise<string> {
  const lines = await app.get(ReadReport).execute({ limit: MOST_LINES });
  const sum = (of: (line: (typeof lines)[number]) => bigint): bigint => lines.reduce((all, line) => all + of(line), 0n);
  const shares = (await app.get(SumEarnings).execute()).reduce((all, { earned }) => all + earned, 0n);
  const charged = sum(({ spendNanos }) => spendNanos) / MINOR_NANOS;
  const counted = `${sum(({ impressions }) => impressions)} impressions, ${sum(({ clicks }) => clicks)} clicks`;
  return `${campaigns} campaigns, ${counted}; ${formatMinor(charged, SETTLEMENT)} GBPT charged, ${formatMinor(shares, SETTLEMENT)} of it to creators`;
}
