import type { INestApplicationContext } from '@nestjs/common';
import { present } from '#kernel';
import { FindProducts, type Product } from '#modules/catalog';
import type { Shop } from '#modules/commissions';
import { FindPosts, type Post, PublishPost, type TagDraft, UploadPicture } from '#modules/social';
import { callerNamed, INFLUENCERS } from './people.ts';
import { aPicture } from './pictures.ts';

/** What every influencer writes, one post each. None of the words is anybody else's. */
const WORDS = [
  'Rearranged the reading corner this weekend. One warm lamp does more than three cold ones. #home #light',
  'Small table, big breakfast. The little things make it feel like a holiday. #kitchen #slowmorning',
  'A gift that got used the same evening it was unwrapped. #gifts #home',
  'Three colours, one shelf. I kept taking things away until it looked right. #shelfie #decor',
] as const;
/** Kinds of pictures; every author has two of them. */
const PICTURES = 6;
const SIDE = 640;
const TAGS = 2;

/** A post of the demo, and the shop whose product its first tag is. */
export type DemoPost = { readonly post: Post; readonly shop: Shop };

/** Pictures and posts of the influencers who can sign in, with product tags of two shops; what is there stays. */
export async function publishPosts(app: INestApplicationContext, shops: readonly Shop[]): Promise<DemoPost[]> {
  const products = await Promise.all(
    shops.map(({ merchantId }) => app.get(FindProducts).list(merchantId, undefined, 200)),
  );
  const files = await Promise.all(Array.from({ length: PICTURES }, (_, seed) => aPicture(seed + 1, SIDE, SIDE)));
  const posts: DemoPost[] = [];
  for (const [author, name] of INFLUENCERS.entries()) {
    const { organisation: authorId, subject } = callerNamed(name);
    const written = await app.get(FindPosts).list({ authorId, withHidden: true, limit: 100 });
    const isWhole = WORDS.every((body) => written.some(({ post }) => post.body === body));
    const own = isWhole ? [] : await uploadOwn(app, authorId, files, author);
    for (const [nth, body] of WORDS.entries()) {
      const at = author * WORDS.length + nth;
      const pick = at % shops.length;
      const shop = present(shops[pick], 'a shop');
      const known = written.find(({ post }) => post.body === body)?.post;
      const post =
        known ??
        (await app.get(PublishPost).execute({
          authorId,
          postedBy: subject as Post['postedBy'],
          body,
          pictures: [{ mediaId: present(own[nth % own.length], 'a picture').id, alt: 'A corner of a room' }],
          tags: tagsOf(shop, products[pick] ?? [], at),
        }));
      posts.push({ post, shop });
    }
  }
  return posts;
}

/** Two pictures of an author's; one that is there already stays. */
async function uploadOwn(
  app: INestApplicationContext,
  authorId: Post['authorId'],
  files: readonly Buffer[],
  author: number,
): Promise<Awaited<ReturnType<UploadPicture['execute']>>[]> {
  const own = [];
  for (const at of [author, author + 1]) {
    own.push(await app.get(UploadPicture).execute(authorId, present(files[at % files.length], 'a picture')));
  }
  return own;
}

function tagsOf({ programId }: Shop, products: readonly Product[], at: number): TagDraft[] {
  return Array.from({ length: TAGS }, (_, nth) => {
    const { sku } = present(products[(at * 7 + nth * 3) % products.length], 'a product');
    return { programId, sku, url: `https://shop.example/products/${encodeURIComponent(sku)}` };
  });
}
