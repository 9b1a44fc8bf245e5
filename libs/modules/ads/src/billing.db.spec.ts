import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EpochMs, type Minor, SeededRandom } from '#kernel';
import { DatabaseUnavailable } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import type { PgEventLog } from '#platform/event-log';
import { EVENT_TOPICS } from './events.ts';
import { aBillingProcess } from './testing/a-billing-process.ts';
import { type TestAds, type TestEdge, aRequest, anAdPlatform } from './testing/an-ad-platform.ts';
import type { BillEvents } from './use-cases/bill-events/bill-events.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

describe('billing, whatever crashes and comes twice', () => {
  let db: TestDatabase;
  let ads: TestAds;
  let log: PgEventLog;

  beforeAll(async () => {
    db = await aDatabase();
    ads = await anAdPlatform(db);
    log = ads.worker().log;
  });
  afterAll(async () => {
    await ads.close();
    await db.close();
  });

  const expectSound = async (): Promise<void> => {
    await expect(ads.check.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });
    await expect(ads.ledger.checkMoney.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });
    await expect(db.ownerQuery('select from platform.dead_letter')).resolves.toEqual([]);
  };

  /** Serves until nothing more comes or `most` are served; answers the tokens. */
  const serveAll = async (edge: TestEdge, most: number): Promise<string[]> => {
    const tokens: string[] = [];
    while (tokens.length < most) {
      const served = await edge.serve.execute(
        aRequest({ floorNanos: 3_000_000, creator: { payeeId: ads.creator.id, shareBps: 3_333 } }),
      );
      if (served.ads.length === 0) return tokens;
      tokens.push(...served.ads.map(({ token }) => token));
    }
    return tokens;
  };

  /** Everything that is in the topics of events, once more: as a producer that never got its answer sends it. */
  const appendAgain = async (): Promise<number> => {
    const topics = Object.values(EVENT_TOPICS);
    const rows = await db.ownerQuery<{ topic: string; key: string; body: string }>(
      'select topic, key, body from platform.event_record where topic = any ($1)',
      [topics],
    );
    for (const [topic, records] of Map.groupBy(rows, (row) => row.topic)) await log.append(topic, records);
    return rows.length;
  };

  const spentNanos = async (): Promise<bigint> => {
    const [row] = await db.ownerQuery<{ nanos: string }>(
      'select coalesce(sum(spend_nanos), 0)::text as nanos from ads.daily',
    );
    return BigInt(row?.nanos ?? '0');
  };

  it('charges 300 impressions once, though all come three times and processes that bill are killed again and again', async () => {
    await ads.campaign({ bidNanos: 5_000_000 });
    await ads.publish.execute();
    const edge = ads.edge(log);
    await edge.market.keepUp();
    const tokens = await serveAll(edge, 300);
    expect(tokens).toHaveLength(300);
    for (const token of tokens) await edge.record.execute('impression', token);
    await appendAgain();
    for (let kill = 0; kill < 4; kill += 1) await killWhileBilling(db.appUrl, kill + 1);
    expect(await spentNanos()).toBeLessThan(300n * 3_000_000n); // Somebody was killed before the end.
    await appendAgain();
    const last = await aBillingProcess(db.appUrl, () => undefined, { batchSize: 20 });
    const stop = await last.start();
    await last.idle();
    await stop();
    await last.close();
    expect(await spentNanos()).toBe(300n * 3_000_000n);
    await expectSound();
    await edge.market.close();
  }, 120_000);

  it('loses and doubles nothing when batches fail before their commit', async () => {
    const before = await spentNanos();
    const seen = new Set<string>();
    const failing: Pick<BillEvents, 'execute'> = {
      async execute(tx, bodies) {
        await ads.billEvents.execute(tx, bodies);
        const batch = bodies[0] ?? '';
        if (seen.has(batch)) return;
        seen.add(batch);
        throw new DatabaseUnavailable(); // Everything is written and posted, and the commit never comes.
      },
    };
    const { consumers, worker } = ads.worker(failing);
    const stop = await worker.start(20);
    const edge = ads.edge(log);
    await edge.market.keepUp();
    const tokens = await serveAll(edge, 100);
    await Promise.all(tokens.map((token) => edge.record.execute('impression', token)));
    await consumers.idle();
    await stop();
    expect(seen.size).toBeGreaterThan(3);
    expect((await spentNanos()) - before).toBe(100n * 3_000_000n);
    await expectSound();
    await edge.market.close();
  });

  it('never spends more than the budget or the funds, with edges that crash, clicks that double and events that are late', async () => {
    const random = new SeededRandom(4);
    const advertiser = await ads.identity.organisation('advertiser');
    await ads.deposit(900n, advertiser);
    const mine = { advertiserId: advertiser.id, model: 'cpc', bidNanos: 70_000_001 } as const;
    const campaigns = [
      await ads.campaign({ ...mine, budget: 500n as Minor }),
      await ads.campaign({ ...mine, budget: 333n as Minor, bidNanos: 60_000_003 }),
      await ads.campaign({ ...mine, model: 'cpm', budget: 400n as Minor, bidNanos: 599_999 }),
    ];
    const { consumers, worker } = ads.worker();
    const stop = await worker.start();
    const tokens: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      await ads.publish.execute();
      const edge = ads.edge(log);
      await edge.market.keepUp();
      const facts = { ...aRequest().facts, placement: [`place-${round % 3}`] };
      for (let at = 0; at < 12; at += 1) {
        const served = await edge.serve.execute(
          aRequest({ facts, placement: `place-${round % 3}`, slots: 3, pricing: 'first' }),
        );
        tokens.push(...served.ads.filter(({ ad }) => ad.advertiserId === advertiser.id).map(({ token }) => token));
      }
      for (const token of tokens.splice(0).filter(() => random.chance(0.9))) {
        if (random.chance(0.1)) tokens.push(token); // Told later, perhaps too late.
        else {
          await edge.record.execute('impression', token);
          await edge.record.click(token);
          if (random.chance(0.2)) await ads.edge(log).record.execute('click', token);
        }
      }
      if (random.chance(0.5)) await edge.market.close(); // Otherwise it is never heard of again.
      ads.clock.advance(random.between(0, 300_000));
      if (random.chance(0.3)) await consumers.idle();
      await ads.returnLeases.settle();
    }
    await consumers.idle();
    await appendAgain();
    await consumers.idle();
    await ads.settleAll();
    await stop();
    await expectSound();
    for (const { campaign } of campaigns) {
      const { spentNanos: spent, budget } = await ads.find.execute(campaign.id, 'system');
      expect({ name: campaign.model, isWithin: spent <= budget * 10_000_000n, isSpent: spent > 0n }).toEqual({
        name: campaign.model,
        isWithin: true,
        isSpent: true,
      });
    }
    // Nothing is lost on the way either: what is neither posted nor in a unit that is not full is prepaid again.
    const [row] = await db.ownerQuery<{ posted: string }>(
      'select sum(posted)::text as posted from ads.carry join ads.campaign on id = campaign_id where advertiser_id = $1',
      [advertiser.id],
    );
    const posted = BigInt(row?.posted ?? '0');
    const [prepaid, leased] = [
      await ads.balance(`org:${advertiser.id}:prepaid`),
      await ads.balance(`org:${advertiser.id}:leased`),
    ];
    expect(prepaid + leased + posted).toBe(900n);
    expect(leased).toBeLessThanOrEqual(3n);
  }, 120_000);

  it('puts a record that is no event aside and goes on', async () => {
    const { consumers, worker } = ads.worker();
    const stop = await worker.start();
    await log.append(EVENT_TOPICS.click, [{ key: 'nobody', body: '{"event":"something else"}' }]);
    await consumers.idle();
    await stop();
    await expect(db.ownerQuery('select topic from platform.dead_letter')).resolves.toEqual([{ topic: 'events.click' }]);
  });

  it('lets the database refuse what the code would never do', async () => {
    const { campaign } = await ads.campaign();
    const lease = await ads.openLease.execute(campaign.id);
    const asApplication = (sql: string, params: unknown[]): Promise<unknown> =>
      db.unitOfWork.run((tx) => tx.query(sql, params));
    const tooMuch = (lease?.amountNanos ?? 0n) + 1n;
    await expect(
      asApplication('update ads.lease set billed_nanos = $2 where id = $1', [lease?.id, tooMuch]),
    ).rejects.toThrow('lease_is_never_overspent');
    await expect(
      asApplication('update ads.campaign set leased = budget + 1 where id = $1', [campaign.id]),
    ).rejects.toThrow('campaign_never_leases_beyond_its_budget');
    await expect(asApplication('update ads.carry set posted = posted + 1', [])).rejects.toThrow(
      'carry_is_below_one_unit',
    );
    await expect(asApplication('delete from ads.event', [])).rejects.toThrow('permission denied');
    await expect(asApplication('update ads.campaign set budget = 1', [])).rejects.toThrow('permission denied');
    ads.clock.set((ads.clock.now() + 1) as EpochMs);
  });
});

/** Starts a billing process and kills it the hard way in its `batch`-th batch. */
async function killWhileBilling(appUrl: string, batch: number): Promise<void> {
  const loader = `${root}scripts/dev/typescript.mjs`;
  const args = [
    '--conditions=provisio-source',
    '--import',
    loader,
    `${root}test/support/doomed-billing.ts`,
    appUrl,
    '20',
    '',
    String(batch + 2), // However late we hear of its batches, it goes no further.
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  let batches = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    batches += chunk.toString().split('batch\n').length - 1;
    if (batches >= batch) child.kill('SIGKILL');
  });
  await gone;
}
