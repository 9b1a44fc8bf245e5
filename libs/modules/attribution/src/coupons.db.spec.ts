import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asset, DAY_MS, type EpochMs, FixedClock, type Id, newId } from '#kernel';
import { FindOrganisation, type Organisation } from '#modules/identity';
import { anIdentity, type TestIdentity } from '#modules/identity/testing';
import type { Program } from '#modules/programs';
import { somePrograms } from '#modules/programs/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import type { Link } from './domain/link.ts';
import { someAttribution, type TestAttribution } from './testing.ts';

describe('coupons on PostgreSQL', () => {
  let db: TestDatabase;
  let identity: TestIdentity;
  let attribution: TestAttribution;
  const clock = new FixedClock(Date.now() as EpochMs);
  let [merchant, ana, bea]: Organisation[] = [];
  let program: Program;
  let linkOfAna: Link;

  beforeAll(async () => {
    db = await aDatabase();
    identity = await anIdentity(db, { clock });
    const programs = somePrograms(db, identity.get(FindOrganisation), clock);
    attribution = someAttribution(db, programs, clock);
    merchant = await identity.organisation('merchant');
    [ana, bea] = [await identity.organisation('partner'), await identity.organisation('partner')];
    const terms = { settlementAsset: asset('GBPT/2'), maturationDays: 14, feeBps: 0, attributionWindowDays: 7 };
    program = await programs.create.execute({ merchantId: merchant.id, name: 'Lamps', ...terms }, 'system');
    for (const partner of [ana, bea]) {
      const from = (clock.now() - 30 * DAY_MS) as EpochMs;
      await programs.enrol.execute({ programId: program.id, partnerId: partner.id, tier: 'gold', from }, 'system');
    }
    const url = 'https://shop.example/';
    linkOfAna = await attribution.createLink.execute({ programId: program.id, partnerId: ana.id, url });
  });
  afterAll(async () => {
    await identity.close();
    await db.close();
  });

  const coupon = (code: string, values: object = {}) =>
    attribution.createCoupon.execute({
      merchantId: merchant!.id,
      programId: program.id,
      partnerId: bea!.id,
      code,
      from: (clock.now() - 10 * DAY_MS) as EpochMs,
      ...values,
    });
  const order = (values: object) => ({
    id: newId<'Order'>(clock.now()),
    merchantId: merchant!.id,
    placedAt: clock.now(),
    ...values,
  });
  const attribute = async (values: object) => {
    const one = order(values);
    const found = await db.unitOfWork.run((tx) => attribution.attributeOrders.execute(tx, [one]));
    return { id: one.id, found: found.get(one.id) };
  };
  const click = async (customerRef: string, daysAgo: number): Promise<Id<'Click'>> => {
    const at = (clock.now() - daysAgo * DAY_MS) as EpochMs;
    const id = newId<'Click'>(at);
    await attribution.recordClicks.execute([{ id, linkId: linkOfAna.id, at, customerRef }]);
    return id;
  };

  it('have codes that a merchant has once, whatever the case, also when made at once', async () => {
    await coupon('Mia10');
    await expect(coupon('MIA10')).rejects.toMatchObject({ code: 'attribution.coupon_code_taken' });
    const made = await Promise.allSettled(['same', 'SAME', 'Same', 'sAme'].map((code) => coupon(code)));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('are for partners of the program and for its merchant only', async () => {
    const stranger = await identity.organisation('partner');
    const other = await identity.organisation('merchant');
    await expect(coupon('stranger', { partnerId: stranger.id })).rejects.toMatchObject({
      code: 'attribution.partner_not_enrolled',
    });
    await expect(coupon('other', { merchantId: other.id })).rejects.toMatchObject({
      code: 'programs.program_not_found',
    });
    await expect(coupon('times', { endsAt: (clock.now() - 20 * DAY_MS) as EpochMs })).rejects.toMatchObject({
      code: 'attribution.coupon_times_refused',
    });
  });

  it('bring an order that has no click, in any case, while they are in force', async () => {
    const made = await coupon('Alone-1');
    await expect(attribute({ coupon: 'aLONE-1' })).resolves.toMatchObject({
      found: { by: 'coupon', partnerId: bea!.id, tier: 'gold', coupon: { id: made.id, code: 'Alone-1' } },
    });
    await expect(attribute({ coupon: 'unknown' })).resolves.toMatchObject({ found: undefined });
    const other = await identity.organisation('merchant');
    await expect(attribute({ coupon: 'Alone-1', merchantId: other.id })).resolves.toMatchObject({ found: undefined });
    await expect(attribute({ coupon: 'Alone-1', placedAt: clock.now() - 11 * DAY_MS })).resolves.toMatchObject({
      found: undefined,
    });
    await expect(attribution.endCoupon.execute(other.id, made.id)).rejects.toMatchObject({
      code: 'attribution.coupon_not_found',
    });
    await attribution.endCoupon.execute(merchant!.id, made.id);
    await expect(attribute({ coupon: 'Alone-1' })).resolves.toMatchObject({ found: undefined });
    await expect(attribute({ coupon: 'Alone-1', placedAt: clock.now() - 1 })).resolves.toMatchObject({
      found: { by: 'coupon' },
    });
  });

  it('win over a click of somebody else by default, and what was overwritten is kept; a policy turns it round', async () => {
    const made = await coupon('Fight');
    const clickId = await click('torn', 2);
    const first = await attribute({ coupon: 'fight', customerRef: 'torn' });
    expect(first.found).toMatchObject({ by: 'coupon', partnerId: bea!.id });
    await expect(attribution.listCoupons.overwriteOf(first.id)).resolves.toMatchObject({
      policy: 'coupon_wins',
      couponId: made.id,
      couponPartnerId: bea!.id,
      clickId,
      clickPartnerId: ana!.id,
      clickAt: clock.now() - 2 * DAY_MS,
      placedAt: clock.now(),
    });

    clock.advance(1_000);
    const policy = { merchantId: merchant!.id, programId: program.id, policy: 'click_wins' } as const;
    await attribution.setCouponPolicy.execute(policy);
    await expect(attribution.setCouponPolicy.execute(policy)).rejects.toMatchObject({
      code: 'attribution.coupon_policy_not_later',
    });
    await expect(
      attribution.setCouponPolicy.execute({ ...policy, from: (clock.now() - 1) as EpochMs }),
    ).rejects.toMatchObject({ code: 'attribution.coupon_policy_not_later' });
    await expect(
      attribution.setCouponPolicy.execute({ ...policy, merchantId: newId(clock.now()) }),
    ).rejects.toMatchObject({ code: 'programs.program_not_found' });
    const second = await attribute({ coupon: 'fight', customerRef: 'torn' });
    expect(second.found).toMatchObject({ by: 'click', partnerId: ana!.id, click: { clickId } });
    await expect(attribution.listCoupons.overwriteOf(second.id)).resolves.toMatchObject({ policy: 'click_wins' });
    const before = await attribute({ coupon: 'fight', customerRef: 'torn', placedAt: clock.now() - 1 });
    expect(before.found).toMatchObject({ by: 'coupon' });
  });

  it('and a click of the same partner are no conflict: the click stands', async () => {
    await coupon('own', { partnerId: ana!.id });
    await click('loyal', 1);
    const { id, found } = await attribute({ coupon: 'OWN', customerRef: 'loyal' });
    expect(found).toMatchObject({ by: 'click', partnerId: ana!.id });
    await expect(attribution.listCoupons.overwriteOf(id)).resolves.toBeUndefined();
  });

  it('are touches of the journey, after the clicks that count', async () => {
    await coupon('Journey');
    const ids = [await click('walker', 8), await click('walker', 5), await click('walker', 1)];
    const journey = await attribution.findJourney.execute(order({ customerRef: 'walker', coupon: 'journey' }));
    expect(journey.map(({ kind, id, partnerId }) => [kind, id, partnerId])).toEqual([
      ['click', ids[1], ana!.id],
      ['click', ids[2], ana!.id],
      ['coupon', expect.any(String), bea!.id],
    ]);
  });
});
