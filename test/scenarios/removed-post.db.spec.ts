import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { DAY_MS, type EpochMs, type Id, newId } from '#kernel';
import type { FindProducts } from '#modules/catalog';
import { type TestShop, aShop } from '#modules/commissions/testing';
import { FindOrganisation } from '#modules/identity';
import type { Post } from '#modules/social';
import { type TestSocial, someSocial } from '#modules/social/testing';
import { aDiskBlobStore } from '#platform/blob-store/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';

describe('the money of a removed post', () => {
  let db: TestDatabase;
  let shop: TestShop;
  let social: TestSocial;
  let removeBlobs: () => Promise<void>;
  let post: Post;
  let caseId: Id<'ModerationCase'>;
  const user = (): Id<'User'> => newId<'User'>(shop.clock.now());
  let [author, shopper, first, second]: Id<'User'>[] = [];

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
    const blobs = await aDiskBlobStore(shop.clock);
    removeBlobs = () => blobs.remove();
    const lamp = { sku: 'lamp', name: 'Lamp', category: 'home/lighting' };
    const products = { execute: () => Promise.resolve(new Map([['lamp', lamp]])) } as unknown as FindProducts;
    const organisations = shop.identity.get(FindOrganisation);
    const { find: programs } = shop.programs;
    const { createLink } = shop.attribution;
    const neighbours = { organisations, products, programs, createLink, outbox: shop.outbox, blobs: blobs.store };
    social = someSocial(db, neighbours, shop.clock);
    [author, shopper, first, second] = [user(), user(), user(), user()];
  });
  afterAll(async () => {
    await shop.close();
    await removeBlobs();
    await db.close();
  });

  /** Hands what was told to whom it concerns, as the consumers do; twice, because events may come again. */
  const deliver = async (): Promise<void> => {
    const told = shop.outbox.events.splice(0);
    const of = (topic: string) => told.filter((event) => event.topic === topic).map(({ body }) => JSON.stringify(body));
    for (let round = 0; round < 2; round += 1) {
      await shop.apply(of('orders'));
      await db.unitOfWork.run((tx) => shop.reviewLinks.execute(tx, of('social')));
    }
  };
  const money = async () => ({
    pending: await shop.balance(`payee:${shop.partner.id}:pending`),
    payable: await shop.balance(`payee:${shop.partner.id}:payable`),
  });
  const isSound = async (): Promise<void> => {
    await expect(shop.ledger.checkMoney.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });
    await expect(shop.check.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });
  };
  /** An order of 1,000 that came by a link of the partner's. */
  const sell = async (linkId: Id<'Link'>, externalId: string): Promise<void> => {
    const at = (shop.clock.now() - 60_000) as EpochMs;
    const clickId = newId<'Click'>(at);
    await shop.attribution.recordClicks.execute([{ id: clickId, linkId, at }]);
    const order = shop.order(externalId, [{}], { clickId, customerRef: `customer of ${externalId}` });
    await shop.orders.acceptOrders.execute(shop.merchant.id, [order]);
    await deliver();
  };

  it('shows a harmless post with a tracked link of its own, whose sale pays the author', async () => {
    post = await social.publish.execute({
      authorId: shop.partner.id,
      postedBy: author as Id<'User'>,
      body: 'A warm light for long evenings #lamps',
      pictures: [],
      tags: [{ programId: shop.program.id, sku: 'lamp', url: 'https://shop.example/lamp' }],
    });
    expect([post.state, post.tags]).toMatchObject(['shown', [{ sku: 'lamp', category: 'home/lighting' }]]);
    await shop.deposit(100_000n);
    await sell((post.tags[0]?.linkId ?? '') as Id<'Link'>, 'by the post');
    await sell(shop.link.id, 'by another link');
    await expect(money()).resolves.toEqual({ pending: 200n, payable: 0n });
  });

  it('does not let the writer, nor a second report of one person, decide anything', async () => {
    await social.report.execute(shopper as Id<'User'>, post.id, { reason: 'spam', details: '' });
    await expect(
      social.report.execute(shopper as Id<'User'>, post.id, { reason: 'hate', details: '' }),
    ).rejects.toMatchObject({ code: 'social.reported_before' });
    const [queued] = await social.readCases.queue(first as Id<'User'>, 10);
    caseId = queued?.id as Id<'ModerationCase'>;
    const verdict = { outcome: 'allow', reason: 'mine' } as const;
    await expect(social.decide.execute(caseId, author as Id<'User'>, verdict)).rejects.toMatchObject({
      code: 'social.own_words',
    });
    await expect(social.appeal.execute(caseId, author as Id<'User'>, 'why')).rejects.toMatchObject({
      code: 'social.appeal_refused',
    });
  });

  it('keeps others away while a moderator has claimed the case', async () => {
    await social.claim.execute(caseId, first as Id<'User'>);
    const verdict = { outcome: 'allow', reason: 'I was faster' } as const;
    await expect(social.decide.execute(caseId, second as Id<'User'>, verdict)).rejects.toMatchObject({
      code: 'social.case_claimed',
    });
    await expect(social.readCases.queue(second as Id<'User'>, 10)).resolves.toEqual([]);
  });

  it('holds back what the removed post earned, and nothing else, when it matures', async () => {
    await social.decide.execute(caseId, first as Id<'User'>, {
      outcome: 'remove',
      reason: 'spam, the same text again',
    });
    await deliver();
    shop.clock.advance(20 * DAY_MS);
    await expect(shop.mature.execute()).resolves.toBe(1);
    await expect(money()).resolves.toEqual({ pending: 100n, payable: 100n });
    await expect(social.findPosts.visible(post.id, undefined)).rejects.toMatchObject({ code: 'social.post_not_found' });
    await isSound();
  });

  it('has the appeal decided by another moderator, in code and in the database', async () => {
    await social.appeal.execute(caseId, author as Id<'User'>, 'It is my own lamp, and my own words.');
    const verdict = { outcome: 'remove', reason: 'still spam' } as const;
    await expect(social.decide.execute(caseId, first as Id<'User'>, verdict)).rejects.toMatchObject({
      code: 'social.needs_another_moderator',
    });
    await expect(social.readCases.queue(first as Id<'User'>, 10)).resolves.toEqual([]);
    const forged = db.unitOfWork.run((tx) =>
      tx.query(
        `insert into social.decision (id, case_id, step, outcome, policy, reason, decided_by, evidence, at, hash)
         select gen_random_uuid(), $1, 2, 'remove', 'p', 'r', $2, '{}', now(), decode(repeat('00', 32), 'hex')`,
        [caseId, first],
      ),
    );
    await expect(forged).rejects.toThrow(/needs another moderator/);
  });

  it('releases the money when the appeal is won', async () => {
    await social.decide.execute(caseId, second as Id<'User'>, { outcome: 'allow', reason: 'the words are their own' });
    await deliver();
    await expect(shop.mature.execute()).resolves.toBe(1);
    await expect(money()).resolves.toEqual({ pending: 0n, payable: 200n });
    await expect(social.findPosts.visible(post.id, undefined)).resolves.toMatchObject({ post: { state: 'shown' } });
    await isSound();
  });

  it('leaves both decisions as notes in the log that anybody can recompute', async () => {
    const { decisions } = await social.readCases.read(caseId);
    expect(decisions.map(({ step, outcome }) => [step, outcome])).toEqual([
      [1, 'remove'],
      [2, 'allow'],
    ]);
    for (const decision of decisions) {
      const [note] = await db.ownerQuery<{ topic: string; hash: Buffer }>(
        'select topic, hash from ledger.note where seq = $1',
        [decision.noteSeq],
      );
      expect(note?.topic).toBe('social.decision');
      const recomputed = createHash('sha256').update(social.decisionBytes(decision)).digest();
      expect(note?.hash.equals(recomputed)).toBe(true);
    }
    for (const statement of ['update social.decision set reason = reason', 'delete from social.decision']) {
      await expect(db.unitOfWork.run((tx) => tx.query(statement))).rejects.toThrow(/permission denied/);
    }
  });

  it('makes the reputation of what happened: the removal, and the appeal that was won', async () => {
    const { score } = await social.reputation.read(shop.partner.id, 'creator');
    expect(score.terms.map(({ isGood, weight }) => [isGood, weight])).toEqual([
      [false, 4],
      [true, 5],
    ]);
  });
});
