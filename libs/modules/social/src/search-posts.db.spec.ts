import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, type Id, RandomIdSource, epochMs } from '#kernel';
import type { FindProducts, Product } from '#modules/catalog';
import { FindOrganisation, type Organisation } from '#modules/identity';
import { type TestIdentity, anIdentity } from '#modules/identity/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import type { Operation } from '#platform/search-index';
import { aMemorySearchIndex } from '#platform/search-index/testing';
import type { Visibility } from './domain/post.ts';
import { MediaStore } from './storage/media.store.ts';
import { PeopleStore } from './storage/people.store.ts';
import { PostStore } from './storage/post.store.ts';
import { SearchedPostStore } from './storage/searched-post.store.ts';
import { FindPosts } from './use-cases/find-posts/find-posts.ts';
import { PostIndex } from './use-cases/search-posts/post-index.ts';
import { type PostSearch, SearchPosts } from './use-cases/search-posts/search-posts.ts';

describe('search among posts', () => {
  const clock = new FixedClock(epochMs(1_770_000_000_000));
  const ids = new RandomIdSource(clock);
  const memory = aMemorySearchIndex();
  const [author, merchant] = [ids.next<'Organisation'>(), ids.next<'Organisation'>()];
  let db: TestDatabase;
  let identity: TestIdentity;
  let posts: PostStore;
  let index: PostIndex;
  let search: SearchPosts;
  let shop: Organisation;

  beforeAll(async () => {
    db = await aDatabase();
    identity = await anIdentity(db, { clock });
    shop = await identity.organisation('merchant');
    const lamp = { sku: 'L1', name: 'Brass desk lamp', category: 'home/lighting' } as unknown as Product;
    const catalog = {
      execute: async (_of: string, skus: readonly string[]) => new Map(skus.includes('L1') ? [['L1', lamp]] : []),
    } as unknown as FindProducts;
    posts = new PostStore(db.database);
    index = new PostIndex(memory, new SearchedPostStore(db.database), catalog);
    const [media, people] = [new MediaStore(db.database), new PeopleStore(db.database)];
    search = new SearchPosts(memory, new FindPosts(posts, media, people, identity.get(FindOrganisation), catalog));
    await index.fillIfNew();
  });
  afterAll(async () => {
    await identity.close();
    await db.close();
  });

  const write = async (body: string, state: Visibility, skus: readonly string[] = []): Promise<Id<'Post'>> => {
    clock.advance(1_000);
    const [id, now] = [ids.next<'Post'>(), clock.now()];
    const tags = skus.map((sku) => ({
      programId: ids.next<'Program'>(),
      merchantId: shop.id,
      sku,
      category: 'home/lighting',
      linkId: ids.next<'Link'>(),
      linkCode: `c${ids.next<'Link'>().slice(-10)}`,
    }));
    const shownAt = state === 'shown' ? now : undefined;
    const post = { id, authorId: author, postedBy: ids.next<'User'>(), body, state, label: undefined, shownAt };
    await db.unitOfWork.run((tx) => posts.insert(tx, { ...post, createdAt: now, pictures: [], tags }));
    return id;
  };
  const decide = (id: Id<'Post'>, state: Visibility): Promise<void> =>
    db.unitOfWork.run((tx) => posts.setState(tx, id, { state, label: undefined }, clock.now()));
  const find = async (query: Partial<PostSearch>): Promise<Id<'Post'>[]> =>
    (await search.execute({ limit: 10, ...query })).posts.map(({ post: { id } }) => id);

  it('finds posts by words, hashtags and the products in them; newest first without words', async () => {
    const [evening, shelf] = [await write('A warm light #cosy', 'shown', ['L1']), await write('My shelves', 'shown')];
    await index.refresh([evening, shelf]);
    for (const text of ['warm', '#cosy', 'cos', 'brass lamp', 'light home']) {
      await expect(find({ text })).resolves.toEqual([evening]);
    }
    await expect(find({})).resolves.toEqual([shelf, evening]);
    await expect(find({ category: 'home' })).resolves.toEqual([evening]);
    await expect(find({ authorId: merchant })).resolves.toEqual([]);
    await expect(find({ authorId: author })).resolves.toHaveLength(2);
  });

  it('never shows what is queued or removed, even before the index has heard of it', async () => {
    const [queued, gone] = [await write('velvet waits', 'queued'), await write('velvet goes', 'shown')];
    await index.refresh([queued, gone]);
    await expect(find({ text: 'velvet' })).resolves.toEqual([gone]);
    await decide(gone, 'removed');
    await expect(find({ text: 'velvet' })).resolves.toEqual([]);
    await expect(memory.search(index.index, { text: 'velvet', limit: 10 })).resolves.toMatchObject({
      hits: [{ id: gone }],
    });
    await index.refresh([gone]);
    await expect(memory.search(index.index, { text: 'velvet', limit: 10 })).resolves.toMatchObject({ hits: [] });
    await decide(gone, 'shown');
    await decide(queued, 'shown');
    await index.refresh([queued, gone, gone]);
    await expect(find({ text: 'velvet' })).resolves.toHaveLength(2);
  });

  it('does not bring a removed post back by a write that was read before and arrives after', async () => {
    const id = await write('linen', 'shown');
    const late: Operation[] = [];
    for await (const page of index.pages()) late.push(...page);
    await decide(id, 'removed');
    await index.refresh([id]);
    await memory.write(index.index, late);
    await expect(memory.search(index.index, { text: 'linen', limit: 10 })).resolves.toMatchObject({ hits: [] });
  });

  it('is made anew with what is shown, and nothing else', async () => {
    await write('hidden corduroy', 'removed');
    const shown = await write('shown corduroy', 'shown');
    await index.rebuild();
    await expect(find({ text: 'corduroy' })).resolves.toEqual([shown]);
  });
});
