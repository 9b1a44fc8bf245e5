import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { AuthorLine } from './author-line.tsx';
import { Comments } from './comments.tsx';
import { postQuery, type ShownPost } from './feed-queries.ts';
import { GoToShop } from './go-to-shop.tsx';
import { PostActions } from './post-actions.tsx';
import { PostMedia, productPath } from './post-media.tsx';
import { ReportDrawer } from './report-drawer.tsx';
import { useFeedContext } from './use-feed-context.ts';
import { useTop } from './use-top.ts';
import { useMarks } from './use-marks.ts';

const LARGE = 1_080;

/** One post with its pictures, its products and the way to the shop, and what people say. */
export function PostScreen() {
  const { id = '' } = useParams();
  const query = useQuery(postQuery(id));
  useTop(id);
  return (
    <Page title="Post" action={<Link to="/">Back to the feed</Link>}>
      <Loaded query={query} rows={12}>
        {(post) => <Post key={post.id} post={post} />}
      </Loaded>
      <ReportDrawer />
    </Page>
  );
}

/** The picture's rendition for a large screen. */
export function largeOf({ alt, renditions }: ShownPost['pictures'][number]) {
  const [best] = renditions
    .filter(({ type }) => type === 'image/webp')
    .toSorted((a, b) => Math.abs(a.width - LARGE) - Math.abs(b.width - LARGE));
  return best === undefined ? [] : [{ alt, url: best.url, width: best.width, height: best.height }];
}

function Post({ post }: { post: ShownPost }) {
  const { id, author, tags, viewer, label } = post;
  const context = useFeedContext(id);
  const { liked, saved, follows } = useMarks({ id, author, context }, viewer);
  const [search] = useSearchParams();
  const report = new URLSearchParams([...search.entries(), ['report', id]]);
  return (
    <article className="post" aria-label={`Post of ${post.author_name}`}>
      {post.pictures.length === 0 ? null : (
        <PostMedia
          postId={id}
          pictures={post.pictures.flatMap(largeOf)}
          tags={[]}
          isSensitive={label === 'sensitive'}
          isFirst
        />
      )}
      <div className="post-text">
        <AuthorLine
          name={post.author_name}
          createdAt={post.created_at}
          hasTags={tags.length > 0}
          label={label}
          follows={follows}
        />
        <p className="words whole">{post.body}</p>
        <div className="card-actions">
          <PostActions liked={liked} saved={saved} counts={post.counts} counted={viewer} />
          <Link to={{ search: report.toString() }} preventScrollReset className="plain last">
            Report
          </Link>
        </div>
        {tags.length === 0 ? null : <Products post={post} context={context} />}
        <Comments postId={id} />
      </div>
    </article>
  );
}

function Products({ post, context }: { post: ShownPost; context: string | undefined }) {
  return (
    <section aria-labelledby="products-title" className="products">
      <h2 id="products-title">In this post</h2>
      <ul>
        {post.tags.map((tag) => (
          <li key={tag.path}>
            <p>
              <Link to={productPath(tag, post.id)}>
                <strong>{tag.name}</strong>
              </Link>
              <span className="muted">
                {tag.merchant_name} · {tag.category.replaceAll('/', ' › ')}
              </span>
            </p>
            <GoToShop path={tag.path} postId={post.id} context={context}>
              To the shop
            </GoToShop>
          </li>
        ))}
      </ul>
      <p className="muted">#ad: {post.author_name} earns a commission when you buy by these links.</p>
    </section>
  );
}
