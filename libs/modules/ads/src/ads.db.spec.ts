import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type Minor } from '#kernel';
import { CacheThatIsAway, anInProcessCache } from '#platform/cache/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type TestAds, type TestEdge, type TestWorker, aRequest, anAdPlatform } from './testing/an-ad-platform.ts';

describe('an ad from the campaign to the ledger', () => {
  let db: TestDatabase;
  let ads: TestAds;
  let process: TestWorker;
  let edge: TestEdge;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    db = await aDatabase();
    ads = await anAdPlatform(db);
    process = ads.worker();
    stop = await process.worker.start();
    edge = ads.edge(process.log);
  });
  afterAll(async () => {
    await stop();
    await ads.close();
    await db.close();
  });

  const expectSound = async (): Promise<void> => {
    await expect(ads.check.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });
    await expect(ads.ledger.checkMoney.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });
  };

  it('charges each impression once at the second price, to the nano, and pays the creator beside it', async () => {
    const first = await ads.campaign({ bidNanos: 8_000_000 });
    await ads.campaign({ advertiserId: (await ads.identity.organisation('advertiser')).id, bidNanos: 5_000_001 });
    await ads.publish.execute();
    await edge.market.keepUp();
    // The second bidder has no funds: nobody competes, and the price is the floor.
    const creator = { payeeId: ads.creator.id, shareBps: 5_000 };
    for (let at = 0; at < 7; at += 1) {
      const { ads: served } = await edge.serve.execute(aRequest({ floorNanos: 4_000_001, creator }));
      expect(served.map(({ ad, winner }) => [ad.campaignId, winner.priceNanos])).toEqual([
        [first.campaign.id, 4_000_001],
      ]);
      for (const { token } of served) await edge.record.execute('impression', token);
      for (const { token } of served) {
        await expect(edge.record.click(token)).resolves.toBe(`https://shop.example/lamp?pv_ad=${token}`);
      }
    }
    await process.consumers.idle();
    // 28,000,007 nanos: 2 whole units of 10,000,000 in all; 14,000,000 for the creator and 14,000,007 for the platform.
    expect(await ads.balance(`payee:${ads.creator.id}:pending`)).toBe(1n);
    expect(await ads.balance('platform:ads')).toBe(1n);
    const [line] = await ads.report.execute({ campaignId: first.campaign.id, limit: 10 });
    expect(line).toMatchObject({
      placement: 'place-1',
      impressions: 7n,
      clicks: 7n,
      unbilled: 0n,
      spendNanos: 28_000_007n,
    });
    await expect(ads.find.execute(first.campaign.id, 'system')).resolves.toMatchObject({ spentNanos: 28_000_007n });
    await expectSound();
  });

  it('gives back what was leased and not charged, but for the unit that is not full', async () => {
    await edge.market.close();
    await expectSound();
    await ads.settleAll();
    expect(await ads.balance(`org:${ads.advertiser.id}:leased`)).toBe(1n); // 3 units hold 28,000,007 nanos; 2 are posted.
    expect(await ads.balance(`org:${ads.advertiser.id}:prepaid`)).toBe(9_997n);
    await expectSound();
  });

  it("makes the creator's share payable in its time", async () => {
    await ads.mature.execute();
    expect(await ads.balance(`payee:${ads.creator.id}:payable`)).toBe(0n);
    ads.clock.advance(7 * DAY_MS);
    await expect(ads.mature.execute()).resolves.toBe(1);
    expect(await ads.balance(`payee:${ads.creator.id}:payable`)).toBe(1n);
    await expect(ads.mature.execute()).resolves.toBe(0);
    await expect(ads.sumEarnings.execute()).resolves.toEqual([
      { payeeId: ads.creator.id, asset: 'GBPT/2', earned: 1n, matured: 1n },
    ]);
  });

  it('counts an event after its time and charges nothing for it', async () => {
    const late = ads.edge(process.log);
    await late.market.keepUp();
    const { ads: served } = await late.serve.execute(aRequest());
    ads.clock.advance(ads.settings.impressionMs + 1);
    for (const { token } of served) await late.record.execute('impression', token);
    await process.consumers.idle();
    expect(served).toHaveLength(1);
    const [line] = await ads.report.execute({ campaignId: served[0]?.ad.campaignId, limit: 1 });
    expect(line).toMatchObject({ impressions: 1n, unbilled: 1n, spendNanos: 0n });
    await late.market.close();
    await ads.settleAll();
    await expectSound();
  });

  it('refuses a forged token, and a token that was told before', async () => {
    const open = ads.edge(process.log);
    await open.market.keepUp();
    const { ads: served } = await open.serve.execute(aRequest());
    const token = served[0]?.token ?? '';
    const other = `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`;
    await expect(edge.record.execute('impression', other)).rejects.toMatchObject({ code: 'ads.event_token_invalid' });
    await expect(edge.record.execute('impression', 'nothing')).rejects.toMatchObject({
      code: 'ads.event_token_invalid',
    });
    await edge.record.execute('impression', token);
    await expect(edge.record.execute('impression', token)).rejects.toMatchObject({ code: 'ads.event_token_replayed' });
    const elsewhere = ads.edge(process.log); // Another edge has not seen it; billing has.
    await elsewhere.record.execute('impression', token);
    await process.consumers.idle();
    await expectSound();
  });

  it('shows nobody a campaign more often than its cap, and never to somebody it cannot tell apart', async () => {
    await ads.campaign({ bidNanos: 900_000_000, cap: { impressions: 2, hours: 24 }, budget: 9_000n as Minor });
    await ads.deposit(100_000n);
    await ads.publish.execute();
    const fresh = ads.edge(process.log);
    await fresh.market.keepUp();
    const bids = async (person?: string) =>
      (await fresh.serve.execute(aRequest({ person }))).ads.map(({ ad }) => ad.bidNanos);
    expect([await bids('ana'), await bids('ana'), await bids('ana'), await bids('ben'), await bids()]).toEqual([
      [900_000_000],
      [900_000_000],
      [8_000_000],
      [900_000_000],
      [8_000_000],
    ]);
    await fresh.market.close();
  });

  it('runs every logged auction again with the same result', async () => {
    await edge.auctionLog.flush();
    const logged = await db.ownerQuery<{ body: string }>(
      `select record.body from platform.event_record record where topic = 'auction.results'`,
    );
    expect(logged.length).toBeGreaterThanOrEqual(7);
    for (const { body } of logged) await expect(ads.replay.execute(body)).resolves.toMatchObject({ isSame: true });
  });

  it('keeps one cap over all edges that share a cache, also when they are asked at once', async () => {
    const bidNanos = 950_000_000;
    await ads.campaign({ bidNanos, cap: { impressions: 3, hours: 24 }, budget: 9_000n as Minor });
    await ads.deposit(100_000n);
    await ads.publish.execute();
    const cache = anInProcessCache(ads.clock);
    const edges = [ads.edge(process.log, cache), ads.edge(process.log, cache)];
    for (const { market } of edges) await market.keepUp();
    const served = await Promise.all(
      Array.from({ length: 12 }, (_, at) => edges[at % 2]!.serve.execute(aRequest({ person: 'cara' }))),
    );
    const shown = served.flatMap((each) => each?.ads ?? []).filter(({ ad }) => ad.bidNanos === bidNanos);
    expect(shown).toHaveLength(3);
    for (const { market } of edges) await market.close();
  });

  it('shows nothing that has a cap while the cache is away, and everything else', async () => {
    const blind = ads.edge(process.log, new CacheThatIsAway());
    await blind.market.keepUp();
    const { ads: served } = await blind.serve.execute(aRequest({ person: 'dora' }));
    expect(served.map(({ ad }) => [ad.bidNanos, ad.cap.impressions])).toEqual([[8_000_000, 0]]);
    await blind.market.close();
  });
});
