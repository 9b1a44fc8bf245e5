import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Id, RandomIdSource, SystemClock } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { canonicalJson, fromHex, hashLeaf, leafHash, parseCheckpoint, rootFromInclusion, sha256, toHex } from '#verify';
import { AUCTION_RESULTS_TOPIC } from './events.ts';
import { AuctionLeafStore } from './storage/auction-leaf.store.ts';
import { type TestAds, aRequest, anAdPlatform } from './testing/an-ad-platform.ts';
import { ProveAuction } from './use-cases/prove-auction/prove-auction.ts';
import { KeepAuctions } from './use-cases/seal-auctions/keep-auctions.ts';
import { SealAuctions } from './use-cases/seal-auctions/seal-auctions.ts';

type Proof = {
  leaf: string;
  winners: { salt: string; price_nanos: number; advertiser: string }[];
  minute: { place: number; size: number; path: string[]; root: string };
  note: { seq: string; topic: string; hash: string; recorded_at: string };
  log: { size: string; path: string[]; checkpoint: string };
};

describe('proofs of auctions on PostgreSQL', () => {
  let db: TestDatabase;
  let ads: TestAds;
  let store: AuctionLeafStore;
  let keep: KeepAuctions;
  let seal: SealAuctions;
  let prove: ProveAuction;
  let owner: Caller;
  let stranger: Caller;
  const auctions: Id<'Auction'>[] = [];
  let logged: string[];

  beforeAll(async () => {
    db = await aDatabase();
    ads = await anAdPlatform(db);
    store = new AuctionLeafStore(db.database);
    keep = new KeepAuctions(store, new RandomIdSource(new SystemClock()));
    const { appendNotes, readEntry, proveInclusion, readCheckpoint } = ads.ledger;
    const clock = new SystemClock();
    seal = new SealAuctions(db.unitOfWork, store, appendNotes, clock, new RandomIdSource(clock));
    prove = new ProveAuction(store, readEntry, proveInclusion, readCheckpoint);
    owner = await ads.identity.user(ads.advertiser, 'merchant');
    stranger = await ads.identity.user(await ads.identity.organisation('advertiser'), 'merchant');
    await ads.campaign();
    await ads.publish.execute();
    const edge = ads.edge(ads.worker().log);
    await edge.market.keepUp();
    for (let at = 0; at < 5; at += 1) auctions.push((await edge.serve.execute(aRequest())).auctionId);
    await edge.auctionLog.flush();
    const rows = await db.ownerQuery<{ body: string }>('select body from platform.event_record where topic = $1', [
      AUCTION_RESULTS_TOPIC,
    ]);
    logged = rows.map(({ body }) => body);
    await edge.market.close();
  });
  afterAll(async () => {
    await ads.close();
    await db.close();
  });

  it('keeps each auction once, and says that its minute is not over (ads.auction_not_sealed)', async () => {
    for (let time = 0; time < 2; time += 1) await db.unitOfWork.run((tx) => keep.execute(tx, logged));
    await expect(prove.execute(owner, auctions[0]!)).rejects.toMatchObject({ code: 'ads.auction_not_sealed' });
    await expect(seal.execute()).resolves.toBe(5);
    await expect(seal.execute()).resolves.toBe(0);
  });

  it('proves every auction to who won it, up to the signed head of the log', async () => {
    await ads.ledger.makeCheckpoint.execute();
    for (const auction of auctions) {
      const { leaf, winners, minute, note, log } = (await prove.execute(owner, auction)) as unknown as Proof;
      const [won] = winners;
      expect(won).toMatchObject({ advertiser: ads.advertiser.id });
      const said = JSON.parse(leaf) as { auction: string; winners: string[]; result_sha256: string };
      expect(said.auction).toBe(auction);
      expect(said.winners).toContain(toHex(sha256(new TextEncoder().encode(canonicalJson(won)))));
      const bytes = hashLeaf(new TextEncoder().encode(leaf));
      const path = minute.path.map((each) => fromHex(each));
      expect(toHex(rootFromInclusion(bytes, BigInt(minute.place), BigInt(minute.size), path)!)).toBe(note.hash);
      expect([minute.root, note.topic]).toEqual([note.hash, 'ads.auctions']);
      const noted = leafHash({ kind: 'note', ...note } as never);
      const head = parseCheckpoint(log.checkpoint);
      const logPath = log.path.map((each) => fromHex(each));
      const root = rootFromInclusion(noted, BigInt(note.seq) - 1n, BigInt(log.size), logPath);
      expect([toHex(root!), String(head.size)]).toEqual([toHex(head.root), log.size]);
      const body = logged.find((each) => (JSON.parse(each) as { request: { id: string } }).request.id === auction)!;
      const replayed = await ads.replay.execute(body);
      expect(toHex(sha256(new TextEncoder().encode(JSON.stringify(replayed?.result))))).toBe(said.result_sha256);
    }
  });

  it('proves nothing to strangers (ads.auction_not_found)', async () => {
    await expect(prove.execute(stranger, auctions[0]!)).rejects.toMatchObject({ code: 'ads.auction_not_found' });
  });

  it('lets nobody change what is sealed', async () => {
    const change = (sql: string) => db.unitOfWork.run((tx) => tx.query(sql));
    await expect(change("update ads.auction_leaf set body = ''")).rejects.toThrow('permission denied');
    await expect(change('delete from ads.auction_minute')).rejects.toThrow('permission denied');
  });
});
