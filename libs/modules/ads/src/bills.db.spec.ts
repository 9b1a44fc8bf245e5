import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Id, type Json, asset } from '#kernel';
import { FindOrganisation } from '#modules/identity';
import { somePrograms } from '#modules/programs/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { verifyReceipt } from '#verify';
import { BillViewStore } from './storage/bill-view.store.ts';
import { type TestAds, aRequest, anAdPlatform } from './testing/an-ad-platform.ts';
import { ListAdEarnings } from './use-cases/list-ad-earnings/list-ad-earnings.ts';
import { BuildAdReceipt } from './use-cases/build-ad-receipt/build-ad-receipt.ts';

const SHARE_BPS = 2_500;
const PRICE = 3_333_333; // Three of them make a minor unit but for a nano.

describe('bills of ads on PostgreSQL', () => {
  let db: TestDatabase;
  let ads: TestAds;
  let build: BuildAdReceipt;
  let owner: Caller;
  let creator: Caller;
  let stranger: Caller;
  let entries: Id<'Entry'>[];

  beforeAll(async () => {
    db = await aDatabase();
    ads = await anAdPlatform(db);
    const programs = somePrograms(db, ads.identity.get(FindOrganisation), ads.clock);
    const { readEntry, proveEntry } = ads.ledger;
    build = new BuildAdReceipt(new BillViewStore(db.database), programs.versionAt, readEntry, proveEntry);
    owner = await ads.identity.user(ads.advertiser, 'merchant');
    creator = await ads.identity.user(ads.creator, 'influencer');
    stranger = await ads.identity.user(await ads.identity.organisation('partner'), 'influencer');
    const shop = await ads.identity.organisation('merchant');
    const terms = { merchantId: shop.id, name: 'Lamps', settlementAsset: asset('GBPT/2') };
    const { id: programId } = await programs.create.execute(terms, 'system');
    const table = [{ category: '*', tier: '*', bps: 500 }];
    const from = (ads.clock.now() - 1_000) as never;
    const rule = await programs.publish.execute({ programId, table, from, adShareBps: SHARE_BPS }, 'system');
    entries = await showAds(rule.hash);
  });
  afterAll(async () => {
    await ads.close();
    await db.close();
  });

  /** Fourteen impressions beside a post, billed one by one; answers the entries that came of it. */
  async function showAds(rule: string): Promise<Id<'Entry'>[]> {
    await ads.campaign({ bidNanos: PRICE });
    await ads.publish.execute();
    const edge = ads.edge(ads.worker().log);
    await edge.market.keepUp();
    const share = { payeeId: ads.creator.id, shareBps: SHARE_BPS, rule };
    for (let at = 0; at < 14; at += 1) {
      const { ads: served } = await edge.serve.execute(aRequest({ pricing: 'first', creator: share }));
      for (const { token } of served) await edge.record.execute('impression', token);
    }
    const told = await db.ownerQuery<{ body: string }>(
      `select body from platform.event_record where topic = 'events.impression' order by 1`,
    );
    for (const { body } of told) await db.unitOfWork.run((tx) => ads.billEvents.execute(tx, [body]));
    await edge.market.close();
    const rows = await db.ownerQuery<{ entry_id: Id<'Entry'> }>(
      'select entry_id from ads.charge order by booked_at, entry_id',
    );
    return rows.map(({ entry_id: id }) => id);
  }

  it('are chained, one a batch, and add up to what the campaign was charged', async () => {
    const [sum] = await db.ownerQuery<{ bills: bigint; numbered: bigint; nanos: bigint }>(`
      select count(*) as bills, max(number) as numbered,
        (select sum((carry ->> 'added_nanos')::int8) from ads.bill, jsonb_array_elements(body::jsonb -> 'carries') as carry)::int8 as nanos
      from ads.bill`);
    expect(sum).toEqual({ bills: 14n, numbered: 14n, nanos: BigInt(PRICE) * 14n });
    await expect(ads.check.execute()).resolves.toMatchObject({ isSound: true });
  });

  it('prove each charge and the creator’s share of it to a stranger', async () => {
    expect(entries.length).toBeGreaterThan(1);
    const proven: { charge: bigint; share: bigint } = { charge: 0n, share: 0n };
    for (const entry of entries) {
      const report = await verifyReceipt(await build.execute(owner, entry));
      expect(report.steps.filter(({ status }) => status === 'failed')).toEqual([]);
      const { subject } = report;
      if (subject === undefined || !('campaign' in subject)) throw new Error('no ad charge');
      proven.charge += BigInt(subject.amount);
      for (const { payee, amount } of subject.payees) if (payee === ads.creator.id) proven.share += BigInt(amount);
    }
    // 14 × 833,333 nanos are the creator's, 14 × 2,500,000 the platform's: one and three whole minor units.
    expect(proven).toEqual({ charge: 4n, share: 1n });
  });

  it('show the receipt to whom it concerns and to nobody else (ads.charge_not_found)', async () => {
    const [entry] = entries as [Id<'Entry'>];
    const [shared] = await new ListAdEarnings(new BillViewStore(db.database)).execute(creator, undefined, 10);
    expect(shared).toMatchObject({ amount: 1n, maturedAt: undefined });
    await expect(build.execute(creator, shared?.entryId ?? entry)).resolves.toMatchObject({
      format: 'provisio.ad_receipt.v1',
    });
    await expect(build.execute(stranger, entry)).rejects.toMatchObject({ code: 'ads.charge_not_found' });
    const other = entries.find((each) => each !== shared?.entryId) as Id<'Entry'>;
    await expect(build.execute(creator, other)).rejects.toMatchObject({ code: 'ads.charge_not_found' });
    const none = '018f0000-0000-7000-8000-000000000001' as Id<'Entry'>;
    await expect(build.execute(owner, none)).rejects.toMatchObject({ code: 'ads.charge_not_found' });
  });

  it('fail where anything of them is changed', async () => {
    const bundle = (await build.execute(owner, entries.at(-1) as Id<'Entry'>)) as { bills: Record<string, Json>[] };
    const text = JSON.stringify(bundle);
    for (const [was, is] of [
      [`"price_nanos":"${PRICE}"`, `"price_nanos":"${PRICE + 1}"`],
      [`"share_bps":${SHARE_BPS}`, `"share_bps":${SHARE_BPS + 1}`],
      [`"ad_share_bps":${SHARE_BPS}`, `"ad_share_bps":${SHARE_BPS + 1}`],
      ['"kind":"impression"', '"kind":"click"'],
      [':leased"', ':prepaid"'],
    ] as const) {
      expect(text).toContain(was);
      const { outcome } = await verifyReceipt(JSON.parse(text.replace(was, is)));
      expect([was, outcome]).toEqual([was, 'failed']);
    }
  });

  it('cannot be written out of order, over each other, or with another hash', async () => {
    const insert = (number: number, previous: string, body: string): Promise<unknown> =>
      db.ownerQuery(
        `insert into ads.bill (campaign_id, number, previous_number, previous, hash, body, billed_at)
         select campaign_id, $1::int8, $1::int8 - 1, ${previous}, sha256(convert_to(${body}, 'UTF8')), ${body}, now()
         from ads.bill order by number desc limit 1`,
        [number],
      );
    const saying = (number: number): string =>
      `jsonb_build_object('campaign', campaign_id, 'number', '${number}', 'previous', encode(hash, 'hex'))::text`;
    await expect(insert(16, 'hash', saying(16))).rejects.toMatchObject({ constraint: 'bill_before_is_there' });
    await expect(insert(14, 'hash', saying(14))).rejects.toMatchObject({ constraint: 'bill_pk' });
    await expect(insert(15, 'hash', `'{}'`)).rejects.toMatchObject({
      constraint: 'bill_says_what_its_row_says',
    });
    const elsewhere = db.ownerQuery(`update ads.bill set body = body || ' ' where number = 1`);
    await expect(elsewhere).rejects.toMatchObject({ constraint: 'bill_hash_is_of_body' });
  });
});
