import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { PrometheusMetrics } from '#platform/telemetry';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { notRun } from '../../../../../test/support/not-run.ts';
import { HoldAuction, registerAdRoutes } from '../edge.ts';
import type { Bid, BidResponse } from '../edge/openrtb/hold-auction.ts';
import { type TestAds, type TestEdge, type TestWorker, anAdPlatform } from '../testing/an-ad-platform.ts';

const SHARED = path.resolve('../shared/data/ads');
const SAMPLES = path.join(SHARED, 'openrtb/prebid-server-samples');
const VAST_SAMPLE = path.join(SHARED, 'vast/VAST 4.2 Samples/Inline_Simple.xml');

/** Paths of the elements of an XML document, in document order. */
function elementsOf(xml: string): string[] {
  const stack: string[] = [];
  const found: string[] = [];
  for (const [, slash, name = '', self] of xml
    .replaceAll(/<!\[CDATA\[.*?\]\]>|<\?.*?\?>/gs, '')
    .matchAll(/<(\/?)([A-Za-z]+)[^>]*?(\/?)>/g)) {
    if (slash === '/') stack.pop();
    else {
      stack.push(name);
      found.push(stack.join('/'));
      if (self === '/') stack.pop();
    }
  }
  expect(stack).toEqual([]);
  return found;
}

describe('ads over OpenRTB', () => {
  let db: TestDatabase;
  let ads: TestAds;
  let edge: TestEdge;
  let work: TestWorker;
  let server: FastifyInstance;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    db = await aDatabase();
    ads = await anAdPlatform(db);
    work = ads.worker();
    stop = await work.worker.start();
    edge = ads.edge(work.log);
    server = fastify();
    const holdAuction = new HoldAuction(edge.serve, edge.auctionLog, ads.clock);
    registerAdRoutes(server, { holdAuction, recordEvent: edge.record, metrics: new PrometheusMetrics() });
    const film = {
      mimeType: 'video/mp4',
      width: 1280,
      height: 720,
      durationMs: 15_000,
      title: 'Lamps & "more"',
    } as const;
    await ads.campaign();
    await ads.campaign(
      { model: 'cpc', bidNanos: 500_000_000 },
      { format: 'product', sku: 'lamp-7', imageUrl: 'https://pictures.example/7.png' },
    );
    await ads.campaign({}, { format: 'video', mediaUrl: 'https://films.example/lamp.mp4', ...film });
    await ads.publish.execute();
    await edge.market.keepUp();
  });
  afterAll(async () => {
    await server.close();
    await edge.market.close();
    await stop();
    await ads.close();
    await db.close();
  });

  const ask = (payload: object) => server.inject({ method: 'POST', url: '/openrtb2/auction', payload });
  const request = (imp: object, values: object = {}): object => ({ id: 'r1', imp: [{ id: '1', ...imp }], ...values });
  const bidFor = async (imp: object): Promise<Bid> => {
    const answer = await ask(request(imp));
    expect([answer.statusCode, answer.headers['x-openrtb-version']]).toEqual([200, '2.6']);
    const { seatbid, id, cur } = answer.json<BidResponse>();
    expect([id, cur, seatbid.length]).toEqual(['r1', 'GBP', 1]);
    return seatbid[0]?.bid[0] as Bid;
  };
  const pathOf = (text: string, pattern: RegExp): string =>
    new URL((pattern.exec(text)?.[0] ?? '').replaceAll('&amp;', '&')).pathname +
    new URL((pattern.exec(text)?.[0] ?? '').replaceAll('&amp;', '&')).search;

  it('answers a banner whose pixel and link are counted and charged', async () => {
    const bid = await bidFor({
      banner: { format: [{ w: 300, h: 250 }] },
      bidfloor: 2.5,
      bidfloorcur: 'GBP',
      tagid: 'front-page',
    });
    expect(bid).toMatchObject({ impid: '1', price: 2.5, mtype: 1, w: 300, h: 250, adomain: ['shop.example'] });
    const pixel = await server.inject(pathOf(bid.adm, /http[^"]*\/a\/i[^"]*/));
    expect([pixel.statusCode, pixel.headers['content-type']]).toEqual([200, 'image/gif']);
    const click = await server.inject(pathOf(bid.adm, /http[^"]*\/a\/c[^"]*/));
    expect(click.statusCode).toBe(302);
    expect(click.headers.location).toMatch(/^https:\/\/shop\.example\/lamp\?pv_ad=[\w-]+\.?[\w.-]*$/);
    const again = await server.inject(pathOf(bid.adm, /http[^"]*\/a\/i[^"]*/));
    expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([409, 'ads.event_token_replayed']);
    await work.consumers.idle();
    const [line] = await ads.report.execute({ limit: 1 });
    expect(line).toMatchObject({ placement: 'front-page', impressions: 1n, clicks: 1n, spendNanos: 2_500_000n });
  });

  it('answers a native place with the assets it asks for, and nothing where a required one cannot be filled', async () => {
    const assets = [
      { id: 1, required: 1, title: { len: 10 } },
      { id: 2, required: 1, img: { type: 3, wmin: 100, hmin: 100 } },
      { id: 3, data: { type: 1, len: 20 } },
      { id: 4, video: {} },
    ];
    const bid = await bidFor({ native: { request: JSON.stringify({ native: { ver: '1.2', assets } }) } });
    const { native } = JSON.parse(bid.adm) as {
      native: { assets: { id: number; title?: { text: string } }[]; link: { url: string } };
    };
    expect(native.assets.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(native.assets[0]?.title?.text).toBe('Lamp lamp…');
    expect((await server.inject(native.link.url.replace(/^http:\/\/[^/]+/, ''))).statusCode).toBe(302);
    const needs = [{ id: 1, required: 1, video: {} }];
    expect((await ask(request({ native: { request: { assets: needs } } }))).statusCode).toBe(204);
  });

  it('answers a video place with VAST 4.2 whose impression, milestones and click lead to us', async () => {
    const bid = await bidFor({ video: { mimes: ['video/mp4'] } });
    expect(bid).toMatchObject({ mtype: 2, dur: 15 });
    expect(bid.adm).toContain('<AdTitle>Lamps &amp; &quot;more&quot;</AdTitle>');
    expect(bid.adm).toContain('<Duration>00:00:15.000</Duration>');
    for (const event of ['start', 'firstQuartile', 'midpoint', 'thirdQuartile', 'complete']) {
      const [, url = ''] =
        new RegExp(`<Tracking event="${event}"><!\\[CDATA\\[http://[^/]+([^\\]]+)\\]`).exec(bid.adm) ?? [];
      expect((await server.inject(url)).statusCode).toBe(204);
    }
    const [, impression = ''] = /<Impression id="1"><!\[CDATA\[http:\/\/[^/]+([^\]]+)\]/.exec(bid.adm) ?? [];
    expect((await server.inject(impression)).statusCode).toBe(200);
    if (!existsSync(VAST_SAMPLE)) return notRun('VAST 4.2 samples', '../shared/data is not there');
    const known = new Set(elementsOf(readFileSync(VAST_SAMPLE, 'utf8')));
    expect(elementsOf(bid.adm).filter((element) => !known.has(element))).toEqual([]);
  });

  it.each([
    ['no impressions', { id: 'r', imp: [] }, 'request.imp: '],
    ['no id', { imp: [{ id: '1', banner: {} }] }, 'request.id: '],
    ['an impression of nothing', request({}), 'request.imp[0]: has none of banner, video, audio and native'],
    [
      'two impressions with one id',
      {
        id: 'r',
        imp: [
          { id: '1', audio: {} },
          { id: '1', audio: {} },
        ],
      },
      'request.imp: two',
    ],
    ['a size of no pixels', request({ banner: { format: [{ w: 0, h: 250 }] } }), 'request.imp[0].banner.format[0].w: '],
    ['a floor below nothing', request({ banner: {}, bidfloor: -1 }), 'request.imp[0].bidfloor: '],
    [
      'native assets that are no JSON',
      request({ native: { request: '{' } }),
      'request.imp[0].native.request: is not JSON',
    ],
    ['a site and an app', request({ audio: {} }, { site: {}, app: {} }), 'request: has a site and an app'],
  ])('refuses %s and says why', async (_what, body, reason) => {
    const answer = await ask(body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: 'ads.bid_request_invalid',
      nbr: 2,
      reason: expect.stringContaining(reason),
    });
  });

  it.each([
    ['another currency', request({ banner: { w: 300, h: 250 } }, { cur: ['USD'] })],
    ['a floor in dollars', request({ banner: { w: 300, h: 250 }, bidfloor: 1 })],
    ['a floor that nobody reaches', request({ banner: { w: 300, h: 250 }, bidfloor: 99, bidfloorcur: 'GBP' })],
    ['a size that nobody has', request({ banner: { w: 1, h: 1 } })],
    ['sound', request({ audio: {} })],
    ['a blocked site', request({ banner: { w: 300, h: 250 } }, { badv: ['shop.example'] })],
  ])('answers 204 to %s', async (_what, body) => {
    const answer = await ask(body);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
  });

  it('pays its bid when the request is for a first-price auction', async () => {
    const answer = await ask(request({ banner: { w: 300, h: 250 } }, { at: 1 }));
    expect(answer.json<BidResponse>().seatbid[0]?.bid[0]?.price).toBe(5);
  });

  it('refuses event addresses that are not ours', async () => {
    for (const url of ['/a/i', '/a/i?t=x', '/a/c?t=AAAA.AAAAAAAAAAAAAAAAAAAAAA', '/a/t?e=start&t=x', '/a/v?t=a&t=b']) {
      const answer = await server.inject(url);
      expect([url, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        url,
        422,
        'ads.event_token_invalid',
      ]);
    }
  });

  it("answers Prebid Server's valid sample requests with bids, 204 or a reason", async () => {
    if (!existsSync(SAMPLES)) return notRun('sample OpenRTB requests', '../shared/data is not there');
    const files = ['valid-native', 'valid-whole/exemplary', 'valid-whole/supplementary'].flatMap((folder) =>
      readdirSync(path.join(SAMPLES, folder))
        .filter((name) => name.endsWith('.json'))
        .map((name) => path.join(folder, name)),
    );
    const refused: [string, string][] = [];
    for (const file of files) {
      const { mockBidRequest } = JSON.parse(readFileSync(path.join(SAMPLES, file), 'utf8')) as {
        mockBidRequest: object;
      };
      const answer = await ask(mockBidRequest);
      expect([200, 204, 400]).toContain(answer.statusCode);
      if (answer.statusCode === 400) refused.push([file, answer.json<{ reason: string }>().reason]);
    }
    expect(files.length).toBeGreaterThan(40);
    // Its impression is a reference to what only Prebid Server has stored.
    const stored = path.join('valid-whole/supplementary', 'imp-info-invalid.json');
    const reason = 'request.imp[0]: has none of banner, video, audio and native';
    expect(refused).toEqual([[stored, reason]]);
  });
});
