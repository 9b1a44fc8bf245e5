import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { asset, DAY_MS, type EpochMs, FixedClock, type Id, newId, parsePublicId } from '#kernel';
import { FindOrganisation, type Organisation } from '#modules/identity';
import { type TestIdentity, anIdentity } from '#modules/identity/testing';
import type { Program } from '#modules/programs';
import { type TestPrograms, somePrograms } from '#modules/programs/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import type { Link } from './domain/link.ts';
import { registerRedirect } from './edge.ts';
import { type TestAttribution, someAttribution } from './testing.ts';

const HOUR = 3_600_000;

describe('attribution on PostgreSQL', () => {
  const clock = new FixedClock(Date.now() as EpochMs);
  const now = clock.now();
  let db: TestDatabase;
  let identity: TestIdentity;
  let programs: TestPrograms;
  let attribution: TestAttribution;
  let server: FastifyInstance;
  let merchant: Organisation;
  let [ana, bea]: Organisation[] = [];
  let program: Program;
  let [linkOfAna, linkOfBea]: Link[] = [];

  beforeAll(async () => {
    db = await aDatabase();
    identity = await anIdentity(db, { clock });
    programs = somePrograms(db, identity.get(FindOrganisation), clock);
    attribution = someAttribution(db, programs, clock);
    merchant = await identity.organisation('merchant');
    ana = await identity.organisation('partner');
    bea = await identity.organisation('partner');
    program = await programs.create.execute(
      { merchantId: merchant.id, name: 'Lamps', settlementAsset: asset('GBPT/2'), attributionWindowDays: 7 },
      'system',
    );
    await enrol(ana, 100);
    await enrol(bea, 5);
    linkOfAna = await makeLink(ana, 'lamp-ana');
    linkOfBea = await makeLink(bea);
    server = Fastify();
    registerRedirect(server, { followLink: attribution.followLink, isSecure: true });
  });
  afterAll(async () => {
    await server.close();
    await identity.close();
    await db.close();
  });

  const enrol = (partner: Organisation, daysAgo: number) =>
    programs.enrol.execute(
      { programId: program.id, partnerId: partner.id, tier: 'gold', from: (now - daysAgo * DAY_MS) as EpochMs },
      'system',
    );
  const makeLink = (partner: Organisation, code?: string) =>
    attribution.createLink.execute({
      programId: program.id,
      partnerId: partner.id,
      url: 'https://shop.example/lamp?a=1',
      code,
    });
  const click = async (link: Link | undefined, hoursAgo: number, customerRef?: string): Promise<Id<'Click'>> => {
    const id = newId<'Click'>(now);
    const at = (now - hoursAgo * HOUR) as EpochMs;
    await attribution.recordClicks.execute([
      { id, linkId: (link as Link).id, at, ...(customerRef === undefined ? {} : { customerRef }) },
    ]);
    return id;
  };
  /** The partner who brought an order that was placed so many hours ago. */
  const broughtBy = async (
    values: { customerRef?: string; clickId?: Id<'Click'>; merchantId?: Id<'Organisation'> },
    hoursAgo = 0,
  ): Promise<string | undefined> => {
    const order = {
      id: newId<'Order'>(now),
      merchantId: merchant.id,
      placedAt: (now - hoursAgo * HOUR) as EpochMs,
      ...values,
    };
    const found = await db.unitOfWork.run((tx) => attribution.attributeOrders.execute(tx, [order]));
    const partner = found.get(order.id)?.partnerId;
    return partner === ana?.id ? 'ana' : partner === bea?.id ? 'bea' : partner;
  };

  describe('links', () => {
    it('refuses a code that is taken (attribution.link_code_taken)', async () => {
      await expect(makeLink(bea as Organisation, 'lamp-ana')).rejects.toMatchObject({
        code: 'attribution.link_code_taken',
      });
    });
    it('refuses a partner who is not enrolled (attribution.partner_not_enrolled)', async () => {
      const stranger = await identity.organisation('partner');
      await expect(makeLink(stranger)).rejects.toMatchObject({ code: 'attribution.partner_not_enrolled' });
    });
    it('refuses a program that does not exist (programs.program_not_found)', async () => {
      const draft = { programId: newId<'Program'>(now), partnerId: merchant.id, url: 'https://shop.example/' };
      await expect(attribution.createLink.execute(draft)).rejects.toMatchObject({ code: 'programs.program_not_found' });
    });
    it('lists a partner their own, newest first', async () => {
      const found = await attribution.listLinks.execute({ partnerId: bea?.id, limit: 10 });
      expect(found.map(({ id }) => id)).toEqual([linkOfBea?.id]);
    });
  });

  describe('redirect', () => {
    it('has the click on disk before it sends the visitor on', async () => {
      const answer = await server.inject('/l/lamp-ana');
      expect(answer.statusCode).toBe(302);
      const target = new URL(answer.headers.location as string);
      expect(target.origin + target.pathname).toBe('https://shop.example/lamp');
      expect(target.searchParams.get('a')).toBe('1');
      const shown = target.searchParams.get('pv_click') ?? '';
      expect(answer.headers['set-cookie']).toBe(
        `pv_click=${shown}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure`,
      );
      const rows = await db.ownerQuery<{ link_id: string }>('select link_id from attribution.click where id = $1', [
        parsePublicId('clk', shown),
      ]);
      expect(rows).toEqual([{ link_id: linkOfAna?.id }]);
    });

    it('commits clicks that arrive together in one transaction, each with its own id', async () => {
      const before = await db.ownerQuery<{ xid: string }>(`select distinct xmin::text as xid from attribution.click`);
      const answers = await Promise.all(Array.from({ length: 100 }, () => server.inject('/l/lamp-ana')));
      expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(100);
      const after = await db.ownerQuery<{ xid: string }>(`select distinct xmin::text as xid from attribution.click`);
      expect(after.length - before.length).toBeLessThan(20);
    });

    it('does not count a HEAD request', async () => {
      const count = () => db.ownerQuery<{ count: bigint }>('select count(*) from attribution.click');
      const before = await count();
      expect((await server.inject({ method: 'HEAD', url: '/l/lamp-ana' })).statusCode).toBe(404);
      await expect(count()).resolves.toEqual(before);
    });

    it('records a visit though the clock is set back while it waits', async () => {
      const answer = server.inject('/l/lamp-ana');
      await Promise.resolve();
      clock.advance(-50);
      expect((await answer).statusCode).toBe(302);
      clock.advance(50);
    });

    it.each(['nobody-has-this', 'a', `${'a'.repeat(40)}`, '%00'])(
      'answers 404 for the unknown code %s',
      async (code) => {
        const answer = await server.inject(`/l/${code}`);
        expect([answer.statusCode, answer.headers['content-type']]).toEqual([
          404,
          expect.stringContaining('application/problem+json'),
        ]);
        expect(answer.json()).toMatchObject({ code: 'attribution.link_not_found', request_id: expect.any(String) });
      },
    );
  });

  describe('clicks in bulk', () => {
    it('records a click once, whatever comes again under its id', async () => {
      const id = await click(linkOfAna, 3, 'again');
      await attribution.recordClicks.execute([{ id, linkId: (linkOfBea as Link).id, at: now }]);
      const rows = await db.ownerQuery<{ link_id: string }>('select link_id from attribution.click where id = $1', [
        id,
      ]);
      expect(rows).toEqual([{ link_id: linkOfAna?.id }]);
    });
    it('refuses all when one is of no link (attribution.link_not_found)', async () => {
      const [known, unknown] = [newId<'Click'>(now), newId<'Click'>(now)];
      const clicks = [
        { id: known, linkId: (linkOfAna as Link).id, at: now },
        { id: unknown, linkId: newId<'Link'>(now), at: now },
      ];
      await expect(attribution.recordClicks.execute(clicks)).rejects.toMatchObject({
        code: 'attribution.link_not_found',
      });
      await expect(db.ownerQuery('select from attribution.click where id = $1', [known])).resolves.toEqual([]);
    });
    it('refuses one that has not happened yet (attribution.click_from_the_future)', async () => {
      await expect(click(linkOfAna, -1)).rejects.toMatchObject({ code: 'attribution.click_from_the_future' });
    });
    it('pages through clicks without gap or twin', async () => {
      const all = await attribution.listLinks.listClicks({ partnerId: ana?.id, limit: 1_000 });
      const seen: string[] = [];
      for (let after: { at: EpochMs; id: Id<'Click'> } | undefined; ;) {
        const page = await attribution.listLinks.listClicks({ partnerId: ana?.id, limit: 7, after });
        seen.push(...page.map(({ id }) => id));
        after = page.at(-1);
        if (after === undefined) break;
      }
      expect(seen).toEqual(all.map(({ id }) => id));
    });
  });

  describe('attribution of orders', () => {
    it('gives the order to the last click before it', async () => {
      await click(linkOfBea, 30, 'last');
      await click(linkOfAna, 20, 'last');
      await click(linkOfBea, 10, 'last');
      await expect(broughtBy({ customerRef: 'last' })).resolves.toBe('bea');
      await expect(broughtBy({ customerRef: 'last' }, 15)).resolves.toBe('ana');
      await expect(broughtBy({ customerRef: 'last' }, 25)).resolves.toBe('bea');
    });
    it('does not count a click at the very moment of the order', async () => {
      await click(linkOfAna, 10, 'moment');
      await expect(broughtBy({ customerRef: 'moment' }, 10)).resolves.toBeUndefined();
      await expect(broughtBy({ customerRef: 'moment' }, 10 - 1 / HOUR)).resolves.toBe('ana');
    });
    it('forgets a click when the window of its program is over', async () => {
      await click(linkOfAna, 200, 'window');
      await expect(broughtBy({ customerRef: 'window' }, 200 - 7 * 24)).resolves.toBe('ana');
      await expect(broughtBy({ customerRef: 'window' }, 199.99 - 7 * 24)).resolves.toBeUndefined();
    });
    it('finds a click by its id, and prefers a later one of the same customer', async () => {
      const clickId = await click(linkOfAna, 5);
      await expect(broughtBy({ clickId })).resolves.toBe('ana');
      await click(linkOfBea, 4, 'later');
      await expect(broughtBy({ clickId, customerRef: 'later' })).resolves.toBe('bea');
      await expect(broughtBy({ clickId, customerRef: 'nobody' })).resolves.toBe('ana');
    });
    it('passes over partners who were not enrolled when the order was placed', async () => {
      await click(linkOfAna, 160, 'enrolled');
      await click(linkOfBea, 150, 'enrolled');
      await expect(broughtBy({ customerRef: 'enrolled' }, 140)).resolves.toBe('ana');
      await expect(broughtBy({ customerRef: 'enrolled' }, 24)).resolves.toBe('bea');
    });
    it('keeps merchants apart, by customer and by click', async () => {
      const clickId = await click(linkOfAna, 5, 'shared name');
      const other = await identity.organisation('merchant');
      await expect(broughtBy({ customerRef: 'shared name', clickId, merchantId: other.id })).resolves.toBeUndefined();
    });
    it('knows nobody when the order names neither a click nor a customer', async () => {
      await expect(broughtBy({})).resolves.toBeUndefined();
    });
  });
});
