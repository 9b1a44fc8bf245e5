/** What a post is about: its hashtags, the categories of its products with all categories above them, its products. */
export function topicsOf(post: {
  readonly hashtags: readonly string[];
  readonly tags: readonly { readonly merchant_id: string; readonly sku: string; readonly category: string }[];
}): string[] {
  const topics = new Set(post.hashtags.map((tag) => `#${tag}`));
  for (const { merchant_id: merchant, sku, category } of post.tags) {
    topics.add(`product:${merchant}:${sku}`);
    const parts = category.split('/');
    for (let depth = 1; depth <= parts.length; depth += 1) topics.add(parts.slice(0, depth).join('/'));
  }
  return [...topics].slice(0, 50);
}
