import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, DAY_MS, type EpochMs, type Id, type Minor, newId, SeededRandom } from '#kernel';
import { FindOrganisation, type Organisation } from '#modules/identity';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { aShop, type TestShop } from '../../testing/a-shop.ts';
import { type Draft, SimulateRules, type Simulation } from './simulate-rules.ts';

type Table = Draft['table'];
/** What the test itself keeps of a line that somebody brought. */
type Sold = {
  readonly partner: Id<'Organisation'>;
  readonly tier: string;
  readonly category: string;
  readonly base: bigint;
  refunded: bigint;
};

const IN_FORCE: Table = [
  { category: '*', tier: '*', bps: 500 },
  { category: 'home', tier: 'gold', bps: 1_000 },
  { category: 'free', tier: '*', bps: 0 },
];
/** Raises some, cuts others, and pays for what is free today. */
const DRAFT: Table = [
  { category: '*', tier: '*', bps: 333 },
  { category: '*', tier: 'silver', bps: 777 },
  { category: 'home/lighting', tier: '*', bps: 1_250 },
  { category: 'free', tier: '*', bps: 50 },
];
const CATEGORIES = ['home/lighting', 'home/decor', 'toys', 'free/samples'] as const;
const ORDERS = 60;

describe('SimulateRules', () => {
  let db: TestDatabase;
  let shop: TestShop;
  let simulate: SimulateRules;
  let second: Organisation;
  const sold: Sold[] = [];

  const callerOf = (organisation: Id<'Organisation'>, role: Caller['roles'][number] = 'merchant'): Caller => ({
    kind: 'user',
    subject: newId<'User'>(shop.clock.now()),
    organisation,
    roles: [role],
    scopes: [],
  });
  const run = (table: Table, days = 30): Promise<Simulation> =>
    simulate.execute(callerOf(shop.merchant.id), { programId: shop.program.id, table, days });

  /** A second partner at another tier, and a customer of each. */
  const addPartner = async (): Promise<void> => {
    const { clock, programs, program, attribution, identity } = shop;
    second = await identity.organisation('partner');
    const from = (clock.now() - 150 * DAY_MS) as EpochMs;
    await programs.enrol.execute({ programId: program.id, partnerId: second.id, tier: 'silver', from }, 'system');
    const target = { programId: program.id, partnerId: second.id, url: 'https://shop.example/lamp' };
    const link = await attribution.createLink.execute(target);
    const at = (clock.now() - 29 * DAY_MS) as EpochMs;
    await shop.click(at, 'by-first');
    const id = newId<'Click'>(at);
    await attribution.recordClicks.execute([{ id, linkId: link.id, at, customerRef: 'by-second' }]);
  };

  const sell = async (random: SeededRandom, number: number): Promise<void> => {
    const customerRef = ['by-first', 'by-second', 'by-nobody'][number % 3] ?? '';
    const goods = Array.from({ length: random.between(1, 4) }, () => ({
      category: CATEGORIES[random.between(0, 3)] ?? 'toys',
      quantity: BigInt(random.between(1, 5)),
      unitPrice: BigInt(random.between(1, 9_999)) as Minor,
    }));
    const placedAt = (shop.clock.now() - random.between(1, 28) * DAY_MS) as EpochMs;
    const draft = shop.order(`o-${number}`, goods, { customerRef, placedAt });
    const [accepted] = await shop.orders.acceptOrders.execute(shop.merchant.id, [draft]);
    if (accepted?.outcome !== 'accepted') throw new Error('the order is new');
    const refunded = random.between(0, 2) === 0 ? ((goods[0]?.unitPrice ?? 1n) + 1n) / 2n : 0n;
    if (refunded > 0n) {
      const lines = [{ lineNo: 1, amount: refunded as Minor }];
      const refund = { orderId: accepted.order.id, externalId: `r-${number}`, at: shop.clock.now(), lines };
      await shop.orders.recordRefunds.execute(shop.merchant.id, [refund]);
    }
    if (customerRef === 'by-nobody') return;
    const [partner, tier] = customerRef === 'by-first' ? [shop.partner.id, 'gold'] : [second.id, 'silver'];
    for (const [at, { category, quantity, unitPrice }] of goods.entries()) {
      sold.push({ partner, tier, category, base: quantity * unitPrice, refunded: at === 0 ? refunded : 0n });
    }
  };

  /** The rule's own words, read the slow way: the longest category that fits, then the named tier. */
  const rateOf = (table: Table, category: string, tier: string): bigint => {
    const fits = table.filter((row) => {
      const isAbove = row.category === '*' || `${category}/`.startsWith(`${row.category}/`);
      return isAbove && (row.tier === '*' || row.tier === tier);
    });
    const depth = (name: string): number => (name === '*' ? 0 : name.split('/').length);
    const [best] = fits.toSorted(
      (a, b) => depth(b.category) - depth(a.category) || Number(a.tier === '*') - Number(b.tier === '*'),
    );
    return BigInt(best?.bps ?? 0);
  };
  const fromScratch = (table: Table, partner: Id<'Organisation'>): bigint =>
    sold
      .filter((line) => line.partner === partner)
      .reduce((sum, { category, tier, base, refunded }) => {
        const commission = (base * rateOf(table, category, tier)) / 10_000n;
        return sum + commission - (commission * refunded) / base;
      }, 0n);

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
    await addPartner();
    const random = new SeededRandom(7);
    for (let number = 0; number < ORDERS; number += 1) await sell(random, number);
    await shop.deposit(10_000_000n);
    await shop.apply();
    const { programs, orders, attribution, ledger, identity, clock } = shop;
    const { find, versionAt } = programs;
    const organisations = identity.get(FindOrganisation);
    const { attributeOrders } = attribution;
    const reads = [orders.findOrders, attributeOrders, ledger.readAssets, organisations] as const;
    simulate = new SimulateRules(db.unitOfWork, find, versionAt, ...reads, clock);
  });
  afterAll(async () => {
    await shop.close();
    await db.close();
  });

  it('changes nothing for anybody when the draft is the rule in force, and agrees with what was booked', async () => {
    const { commissions, fees, partners, orders, isCapped, inForce } = await run(IN_FORCE);
    expect({ orders, isCapped, inForce }).toEqual({ orders: ORDERS, isCapped: false, inForce: 1 });
    expect(commissions.draft).toBe(commissions.now);
    expect(commissions.gaining).toEqual({ partners: 0, amount: 0n });
    expect(commissions.losing).toEqual({ partners: 0, amount: 0n });
    expect(fees.draft).toBe(fees.now);
    for (const { partnerId, now } of partners) {
      expect(now).toBe(await shop.balance(`payee:${partnerId}:pending`));
    }
  });

  it('pays under a draft what pricing the same orders from scratch gives, partner by partner, to the unit', async () => {
    const { commissions, partners } = await run(DRAFT);
    expect(new Set(partners.map(({ partnerId }) => partnerId))).toEqual(new Set([shop.partner.id, second.id]));
    for (const { partnerId, now, draft } of partners) {
      expect([now, draft]).toEqual([fromScratch(IN_FORCE, partnerId), fromScratch(DRAFT, partnerId)]);
    }
    const changes = partners.map(({ now, draft }) => draft - now);
    expect(commissions.draft - commissions.now).toBe(changes.reduce((sum, change) => sum + change, 0n));
    expect(commissions.gaining.amount - commissions.losing.amount).toBe(commissions.draft - commissions.now);
    expect(commissions.gaining.partners + commissions.losing.partners).toBe(2);
  });

  it('looks back as far as it is told', async () => {
    const { orders } = await run(DRAFT, 7);
    expect(orders).toBeGreaterThan(0);
    expect(orders).toBeLessThan(ORDERS);
  });

  it('writes nothing', async () => {
    const count =
      'select (select count(*) from attribution.overwrite) as kept, (select count(*) from programs.rule_version) as versions';
    const before = await db.database.query(count);
    await run(DRAFT);
    expect(await db.database.query(count)).toEqual(before);
  });

  it('says when the draft could start: a cut waits its notice, a raise does not', async () => {
    const cut = await run(DRAFT);
    expect(cut.notice).toMatchObject({ isCut: true, days: shop.program.noticeDays });
    expect(cut.notice.earliestFrom).toBe(shop.clock.now() + shop.program.noticeDays * DAY_MS);
    const raise = await run(IN_FORCE.map((row) => ({ ...row, bps: row.bps + 1 })));
    expect(raise.notice).toMatchObject({ isCut: false, earliestFrom: shop.clock.now() });
  });

  it('refuses a draft by the row that is wrong, days by name, and the program of somebody else', async () => {
    const wrong = run([...IN_FORCE, { category: 'Home!', tier: '*', bps: 5 }]);
    await expect(wrong).rejects.toMatchObject({ details: { fields: [{ path: 'table.3.category' }] } });
    await expect(run([{ category: 'home', tier: '*', bps: 5 }])).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(run(DRAFT, 91)).rejects.toMatchObject({ details: { fields: [{ path: 'days' }] } });
    const draft = { programId: shop.program.id, table: DRAFT, days: 30 };
    const stranger = callerOf(second.id);
    await expect(simulate.execute(stranger, draft)).rejects.toMatchObject({ code: 'programs.program_not_found' });
    await expect(simulate.execute(callerOf(second.id, 'finance'), draft)).resolves.toMatchObject({ orders: ORDERS });
  });
});
