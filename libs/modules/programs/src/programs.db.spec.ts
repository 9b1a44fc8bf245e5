import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Caller, DAY_MS, type EpochMs, FixedClock, type Id, asset, epochMs } from '#kernel';
import { FindOrganisation, type Organisation } from '#modules/identity';
import { type TestIdentity, anIdentity } from '#modules/identity/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import type { Program } from './domain/program.ts';
import { type RateTable, isCut, matchRate, rateTable } from './domain/rate-table.ts';
import { RULE_VERSION_TOPIC } from './domain/terms.ts';
import { type TestPrograms, somePrograms } from './testing.ts';

const refusal = (code: string): object => expect.objectContaining({ code });
const flat = (bps: number) => [{ category: '*', tier: '*', bps }];

describe('programs on PostgreSQL', () => {
  // The database keeps the promises by its own clock, so ours stands at the real time.
  const clock = new FixedClock(epochMs(Date.now()));
  const at = (ms: number): EpochMs => epochMs(clock.now() + ms);
  let database: TestDatabase;
  let identity: TestIdentity;
  let programs: TestPrograms;
  let shop: Organisation;
  let merchant: Caller;

  beforeAll(async () => {
    database = await aDatabase();
    identity = await anIdentity(database, { clock });
    programs = somePrograms(database, identity.get(FindOrganisation), clock);
    shop = await identity.organisation('merchant');
    merchant = await identity.user(shop, 'merchant');
  });
  afterAll(async () => {
    await identity.close();
    await database.close();
  });

  let named = 0;
  const aProgram = (over: object = {}): Promise<Program> =>
    programs.create.execute(
      { merchantId: shop.id, name: `Program ${(named += 1)}`, settlementAsset: asset('GBPT/2'), ...over },
      merchant,
    );

  describe('a program', () => {
    it('belongs to a merchant, whose people and finance alone may add it', async () => {
      const partner = await identity.organisation('partner');
      const stranger = await identity.user(partner, 'influencer');
      const input = { merchantId: shop.id, name: 'Theirs', settlementAsset: asset('GBPT/2') };
      await expect(programs.create.execute(input, stranger)).rejects.toEqual(
        refusal('identity.organisation_not_found'),
      );
      const ofPartner = programs.create.execute({ ...input, merchantId: partner.id }, 'system');
      await expect(ofPartner).rejects.toEqual(refusal('programs.not_a_merchant'));
      const program = await aProgram({ name: 'Ours' });
      expect(program).toMatchObject({ maturationDays: 30, feeBps: 1000, attributionWindowDays: 30, noticeDays: 30 });
      await expect(aProgram({ name: 'Ours' })).rejects.toEqual(refusal('programs.name_taken'));
    });

    it('is seen by its merchant and by enrolled partners only', async () => {
      const program = await aProgram();
      const partner = await identity.organisation('partner');
      const ana = await identity.user(partner, 'influencer');
      await expect(programs.find.visible(program.id, merchant)).resolves.toEqual(program);
      await expect(programs.find.visible(program.id, ana)).rejects.toEqual(refusal('programs.program_not_found'));
      await programs.enrol.execute({ programId: program.id, partnerId: partner.id, tier: 'gold' }, merchant);
      await expect(programs.find.visible(program.id, ana)).resolves.toEqual(program);
      await expect(programs.find.list({ partnerId: partner.id }, undefined, 10)).resolves.toEqual([program]);
    });
  });

  describe('a rule version', () => {
    it('has its hash in the log before it takes effect', async () => {
      const program = await aProgram();
      await programs.publish.execute({ programId: program.id, table: flat(1000), from: at(-90 * DAY_MS) }, merchant);
      const raised = await programs.publish.execute({ programId: program.id, table: flat(1200) }, merchant);
      const [note] = await database.ownerQuery<{ topic: string; hash: Buffer; recorded_at: Date }>(
        'select topic, hash, recorded_at from ledger.note where seq = $1',
        [raised.noteSeq],
      );
      expect(note).toMatchObject({ topic: RULE_VERSION_TOPIC, hash: Buffer.from(raised.hash, 'hex') });
      expect(note?.recorded_at.getTime()).toBeLessThan(raised.from);
      await expect(programs.versionAt.all(program.id)).resolves.toEqual([
        expect.objectContaining({ version: 1 }),
        raised,
      ]);
    });

    it('is in force from its start until the next one', async () => {
      const program = await aProgram();
      const publish = (bps: number, from: EpochMs) =>
        programs.publish.execute({ programId: program.id, table: flat(bps), from }, merchant);
      await publish(1000, at(-DAY_MS));
      await publish(1100, at(DAY_MS));
      await publish(900, at(31 * DAY_MS));
      const asked = [-2 * DAY_MS, -DAY_MS, 0, DAY_MS, 31 * DAY_MS - 1, 31 * DAY_MS].map((ms) => ({
        programId: program.id,
        at: at(ms),
      }));
      const found = await programs.versionAt.many(asked);
      expect(found.map((version) => version?.version)).toEqual([undefined, 1, 1, 2, 2, 3]);
    });

    it('that cuts waits out the notice, in code and in PostgreSQL (programs.cut_without_notice)', async () => {
      const program = await aProgram();
      await programs.publish.execute({ programId: program.id, table: flat(1000), from: at(-DAY_MS) }, merchant);
      const cut = { programId: program.id, table: flat(999), from: at(29 * DAY_MS) };
      await expect(programs.publish.execute(cut, merchant)).rejects.toEqual(refusal('programs.cut_without_notice'));

      const late = new FixedClock(at(-20 * DAY_MS)); // An application whose clock is wrong, or lies.
      const lying = somePrograms(database, identity.get(FindOrganisation), late);
      await expect(lying.publish.execute(cut, merchant)).rejects.toEqual(refusal('programs.changed_meanwhile'));
      await expect(programs.publish.execute({ ...cut, from: at(30 * DAY_MS) }, merchant)).resolves.toMatchObject({
        version: 2,
      });
    });

    it('carries the share of ads, which finance alone changes (programs.ad_share_is_the_platforms)', async () => {
      const program = await aProgram();
      const version = (adShareBps?: number, from?: EpochMs) => ({
        programId: program.id,
        table: flat(1000),
        ...(adShareBps === undefined ? {} : { adShareBps }),
        ...(from === undefined ? {} : { from }),
      });
      const refused = programs.publish.execute(version(3000), merchant);
      await expect(refused).rejects.toEqual(refusal('programs.ad_share_is_the_platforms'));
      const first = await programs.publish.execute(version(3000, at(-DAY_MS)), 'system');
      expect([first.adShareBps, first.terms.ad_share_bps]).toEqual([3000, 3000]);
      await expect(programs.versionAt.byHash([first.hash, 'ab'.repeat(32)])).resolves.toEqual([first]);
      await expect(programs.publish.execute(version(), merchant)).resolves.toMatchObject({ adShareBps: 3000 });
      const cut = version(2999, at(29 * DAY_MS));
      await expect(programs.publish.execute(cut, 'system')).rejects.toEqual(refusal('programs.cut_without_notice'));
      const lying = somePrograms(database, identity.get(FindOrganisation), new FixedClock(at(-20 * DAY_MS)));
      await expect(lying.publish.execute(cut, 'system')).rejects.toEqual(refusal('programs.changed_meanwhile'));
    });

    it('carries a rate between nothing and everything (rule_version_ad_share_is_a_rate)', async () => {
      const program = await aProgram();
      const from = new Date(clock.now()).toISOString();
      const rest = { program: program.id, version: 1, from, table: flat(1000), maturation_days: 30, fee_bps: 1000 };
      const terms = (share: number): string => JSON.stringify({ ...rest, ad_share_bps: share });
      for (const share of [-1, 10_001]) {
        const written = database.ownerQuery(
          `insert into programs.rule_version (id, program_id, version, effective_from, terms, hash, published_at)
           values (gen_random_uuid(), $1, 1, $3, $2::text, sha256(convert_to($2::text, 'UTF8')), now())`,
          [program.id, terms(share), from],
        );
        await expect(written).rejects.toMatchObject({ constraint: 'rule_version_ad_share_is_a_rate' });
      }
    });

    it('cannot be backdated once there is one (programs.version_in_the_past)', async () => {
      const program = await aProgram();
      await programs.publish.execute({ programId: program.id, table: flat(1000), from: at(-DAY_MS) }, merchant);
      const back = { programId: program.id, table: flat(2000), from: at(-DAY_MS / 2) };
      await expect(programs.publish.execute(back, merchant)).rejects.toEqual(refusal('programs.version_in_the_past'));
      const late = somePrograms(database, identity.get(FindOrganisation), new FixedClock(at(-DAY_MS)));
      await expect(late.publish.execute(back, merchant)).rejects.toEqual(refusal('programs.changed_meanwhile'));
    });

    it('gets one number each when two are published at once', async () => {
      const program = await aProgram();
      const publish = (index: number) =>
        programs.publish.execute(
          { programId: program.id, table: flat(100 + index), from: at(DAY_MS * index) },
          merchant,
        );
      const done = await Promise.allSettled([1, 2, 3, 4].map(publish));
      const versions = await programs.versionAt.all(program.id);
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(versions.length);
    });

    it('can be changed by nobody, not even the owner of the database', async () => {
      for (const table of ['rule_version', 'rule_version_note']) {
        for (const attack of [
          `update programs.${table} set rule_version_id = rule_version_id`,
          `delete from programs.${table}`,
          `truncate programs.${table} cascade`,
        ]) {
          const sql =
            table === 'rule_version' ? attack.replace('rule_version_id = rule_version_id', 'version = 9') : attack;
          await expect(database.ownerQuery(sql)).rejects.toMatchObject({ constraint: 'rule_version_is_immutable' });
          await expect(database.database.query(sql)).rejects.toMatchObject({ code: '42501' });
        }
      }
    });

    it('is refused without its note, with another hash, and with terms of another version', async () => {
      const program = await aProgram();
      const insert = `insert into programs.rule_version (id, program_id, version, effective_from, terms, hash, published_at)
        values (gen_random_uuid(), $1, 1, $2::timestamptz, $3, coalesce($4, sha256(convert_to($3, 'UTF8'))), now())`;
      const from = new Date(clock.now());
      const terms = (over: object) =>
        JSON.stringify({
          program: program.id,
          version: 1,
          from,
          table: flat(5),
          maturation_days: 30,
          fee_bps: 1000,
          ...over,
        });
      const attempt = (text: string, hash: Buffer | null = null) =>
        database.database.query(insert, [program.id, from, text, hash]);
      await expect(attempt(terms({}))).rejects.toMatchObject({ constraint: 'rule_version_has_note' });
      await expect(attempt(terms({}), Buffer.alloc(32))).rejects.toMatchObject({
        constraint: 'rule_version_hash_is_of_terms',
      });
      for (const wrong of [{ version: 2 }, { fee_bps: 0 }, { maturation_days: 0 }, { from: new Date(0) }]) {
        await expect(attempt(terms(wrong))).rejects.toMatchObject({ constraint: 'rule_version_terms_match' });
      }
      const noDefault = terms({ table: [{ category: 'home', tier: '*', bps: 1 }] });
      await expect(attempt(noDefault)).rejects.toMatchObject({ constraint: 'rule_version_has_default' });
    });
  });

  describe('the arithmetic of rates', () => {
    const rows = fc.uniqueArray(
      fc.record({
        category: fc.constantFrom('*', 'a', 'ab', 'a/b', 'a/b/a'),
        tier: fc.constantFrom('*', 'gold'),
        bps: fc.nat(5),
      }),
      { selector: ({ category, tier }) => `${category} ${tier}`, maxLength: 6 },
    );
    const tables = rows.map((some): RateTable =>
      rateTable([...some.filter(({ category, tier }) => category + tier !== '**'), ...flat(2)]),
    );

    it('is the same in PostgreSQL and in TypeScript', async () => {
      const asked = ['a', 'ab', 'a/b', 'a/b/a', 'a/b/a/x', 'x'].flatMap((category) =>
        ['gold', 'none'].map((tier) => ({ category, tier })),
      );
      const pairs = fc.sample(fc.tuple(tables, tables), 200);
      for (const [before, later] of pairs) {
        const found = await database.database.query<{ bps: number; is_cut: boolean }>(
          `select programs.rate_bps($1::jsonb, category, tier) as bps, programs.is_cut($1::jsonb, $2::jsonb) as is_cut
           from jsonb_to_recordset($3::jsonb) as asked (category text, tier text)`,
          [before, later, asked].map((value) => JSON.stringify(value)),
        );
        const expected = asked.map(({ category, tier }) => matchRate({ table: before }, category, tier).bps);
        expect(found.map(({ bps }) => bps)).toEqual(expected);
        expect(found[0]?.is_cut).toBe(isCut(before, later));
      }
    });
  });

  describe('an enrolment', () => {
    const enrolled = async (): Promise<{ programId: Id<'Program'>; partnerId: Id<'Organisation'> }> => {
      const program = await aProgram();
      const table = [...flat(500), { category: 'home', tier: 'gold', bps: 1000 }];
      await programs.publish.execute({ programId: program.id, table, from: at(-90 * DAY_MS) }, merchant);
      const partner = await identity.organisation('partner');
      return { programId: program.id, partnerId: partner.id };
    };

    it('may start in the past once, and answers for each moment', async () => {
      const who = await enrolled();
      await programs.enrol.execute({ ...who, tier: 'silver', from: at(-80 * DAY_MS) }, merchant);
      await programs.enrol.execute({ ...who, tier: 'gold', from: at(DAY_MS) }, merchant);
      const asked = [-81 * DAY_MS, -80 * DAY_MS, DAY_MS - 1, DAY_MS].map((ms) => ({ ...who, at: at(ms) }));
      const found = await programs.enrolmentsAt.execute(asked);
      expect(found.map((enrolment) => enrolment?.tier)).toEqual([undefined, 'silver', 'silver', 'gold']);
      const back = programs.enrol.execute({ ...who, tier: 'gold', from: at(-70 * DAY_MS) }, merchant);
      await expect(back).resolves.toMatchObject({ tier: 'gold', from: at(DAY_MS) });
      const backdated = programs.enrol.execute({ ...who, tier: 'silver', from: at(-70 * DAY_MS) }, merchant);
      await expect(backdated).rejects.toEqual(refusal('programs.enrolment_not_later'));
    });

    it('moves to a tier that pays less only after the notice (programs.cut_without_notice)', async () => {
      const who = await enrolled();
      await programs.enrol.execute({ ...who, tier: 'gold' }, merchant);
      const down = (from: EpochMs) => programs.enrol.execute({ ...who, tier: 'silver', from }, merchant);
      await expect(down(at(29 * DAY_MS))).rejects.toEqual(refusal('programs.cut_without_notice'));
      await expect(down(at(30 * DAY_MS))).resolves.toMatchObject({ tier: 'silver' });
    });

    it('never overlaps another, whoever writes it', async () => {
      const who = await enrolled();
      await programs.enrol.execute({ ...who, tier: 'gold' }, merchant);
      const insert = `insert into programs.enrolment (id, program_id, partner_id, tier, effective_from, created_at)
        values (gen_random_uuid(), $1, $2, 'silver', now() + interval '1 day', now())`;
      const forced = database.database.query(insert, [who.programId, who.partnerId]);
      await expect(forced).rejects.toMatchObject({ constraint: 'enrolment_periods_do_not_overlap' });
      const rewritten = database.database.query('update programs.enrolment set effective_to = null');
      await expect(rewritten).rejects.toMatchObject({ constraint: 'enrolment_only_ends' });
    });

    it('is for partners, by the merchant', async () => {
      const who = await enrolled();
      const notAPartner = programs.enrol.execute({ ...who, partnerId: shop.id, tier: 'gold' }, merchant);
      await expect(notAPartner).rejects.toEqual(refusal('programs.not_a_partner'));
      const other = await identity.user(await identity.organisation('merchant'), 'merchant');
      const foreign = programs.enrol.execute({ ...who, tier: 'gold' }, other);
      await expect(foreign).rejects.toEqual(refusal('programs.program_not_found'));
    });
  });
});
