import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Answer } from '../api.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Together } from '../components/together.tsx';
import { Page, Panel } from '../shell/page.tsx';
import { postsWithQuery, productQuery, type ShownPost } from './feed-queries.ts';
import { GoToShop } from './go-to-shop.tsx';
import { largeOf } from './post-screen.tsx';
import { useFeedContext } from './use-feed-context.ts';
import { useTop } from './use-top.ts';

type Product = Answer<'/v1/merchants/{merchant}/products/{sku}'>;

/** A product, the way to its shop, and the posts that show it. */
export function ProductScreen() {
  const { merchant = '', sku = '' } = useParams();
  const product = useQuery(productQuery(merchant, sku));
  const posts = useQuery(postsWithQuery(merchant, sku));
  useTop(`${merchant} ${sku}`);
  return (
    <Page title="Product" action={<Link to="/">Back to the feed</Link>}>
      <Together queries={[product, posts]}>
        <Loaded query={product} rows={4}>
          {(found) => <Head product={found} posts={posts.data?.items ?? []} />}
        </Loaded>
        <Loaded query={posts} rows={6}>
          {({ items }) => <Posts posts={items} />}
        </Loaded>
      </Together>
    </Page>
  );
}

/** The shop is left for by the link of the post that the reader came by, else of the newest that shows the product. */
function Head({ product, posts }: { product: Product; posts: readonly ShownPost[] }) {
  const [search] = useSearchParams();
  const by = posts.find(({ id }) => id === search.get('post')) ?? posts[0];
  const tag = by?.tags.find(({ merchant, sku }) => merchant === product.merchant && sku === product.sku);
  const context = useFeedContext(by?.id ?? '');
  const [picture] = by?.pictures.flatMap(largeOf) ?? [];
  return (
    <section className="panel product" aria-labelledby="product-name">
      {picture === undefined ? null : (
        <img src={picture.url} alt={picture.alt} width={picture.width} height={picture.height} />
      )}
      <div>
        <p className="muted">{product.category.replaceAll('/', ' › ')}</p>
        <h2 id="product-name">{product.name}</h2>
        <p>
          Sold by <strong>{product.merchant_name}</strong>. The shop says what it costs and whether it is there.
        </p>
        {by === undefined || tag === undefined ? (
          <p className="muted">No post leads to it right now.</p>
        ) : (
          <>
            <p>
              <GoToShop path={tag.path} postId={by.id} context={context} isPrimary>
                Go to {product.merchant_name}
              </GoToShop>
            </p>
            <p className="muted">
              #ad: by the link of {by.author_name}, who earns a commission when you buy. The shop gets the number of the
              click and nothing about you.
            </p>
          </>
        )}
      </div>
    </section>
  );
}

function Posts({ posts }: { posts: readonly ShownPost[] }) {
  return (
    <Panel title="Posts that show it" note="Newest first">
      {posts.length === 0 ? (
        <EmptyState title="No post shows it yet">
          <p>Authors of a program can mark it in theirs.</p>
        </EmptyState>
      ) : (
        <ul className="shelf">
          {posts.map((post) => (
            <li key={post.id}>
              <Link to={`/posts/${post.id}`}>
                <Thumb post={post} />
                <strong>{post.author_name}</strong>
                <span className="words">{post.body}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Thumb({ post }: { post: ShownPost }) {
  const [picture] = post.pictures;
  const small = picture?.renditions.find(({ type }) => type === 'image/webp');
  if (picture === undefined || small === undefined || post.label === 'sensitive') return <span className="blank" />;
  return <img src={small.url} alt={picture.alt} width={small.width} height={small.height} loading="lazy" />;
}
