import { memo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { AuthorLine } from './author-line.tsx';
import type { FeedItem } from './feed-queries.ts';
import { PostActions } from './post-actions.tsx';
import { PostMedia } from './post-media.tsx';
import { shownTerms, sourceInWords } from './score-words.ts';
import { tellView } from './told.ts';
import { useMarks } from './use-marks.ts';
import { useSeen } from './use-seen.ts';

type Props = { readonly item: FeedItem; readonly isFirst: boolean; readonly hide: (item: FeedItem) => void };

/** A post in the feed: picture first, then who, what, why, and what can be done with it. */
export const FeedCard = memo(function FeedCard({ item, isFirst, hide }: Props) {
  const { post, author, context, body, counts, viewer, tags } = item;
  const { liked, saved, follows } = useMarks({ id: post, author, context }, viewer);
  const element = useSeen<HTMLLIElement>(() => tellView(context, post));
  return (
    <li className="card" ref={element}>
      <article aria-labelledby={`of-${post}`}>
        <PostMedia
          postId={post}
          pictures={item.pictures}
          tags={tags}
          isSensitive={item.label === 'sensitive'}
          isFirst={isFirst}
        />
        <div className="card-text">
          <AuthorLine
            name={item.author_name}
            createdAt={item.created_at}
            hasTags={tags.length > 0}
            label={item.label}
            follows={follows}
          />
          <p className="words" id={`of-${post}`}>
            <Link to={`/posts/${post}`}>{body}</Link>
          </p>
          <WhyLine item={item} />
          <div className="card-actions">
            <PostActions liked={liked} saved={saved} counts={counts} counted={viewer} />
            <Link to={`/posts/${post}#comments`} className="plain">
              <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" className="icon">
                <path d="M3 4h14v9H9l-4 3v-3H3z" />
              </svg>
              <span className="hidden">Comments, </span>
              {counts.comments}
            </Link>
            <button type="button" className="plain last" onClick={() => hide(item)}>
              Less of this
            </button>
          </div>
        </div>
      </article>
    </li>
  );
});

/** The strongest reason in words, and the way to all of them. */
function WhyLine({ item }: { item: FeedItem }) {
  const [search] = useSearchParams();
  const why = new URLSearchParams([...search.entries(), ['why', item.post]]);
  const [first] = shownTerms(item.why, item.score);
  return (
    <p className="why-line muted">
      {item.is_exploration ? 'Something new to try' : sourceInWords(first?.source ?? 'freshness')}
      {' · '}
      <Link to={{ search: why.toString() }} preventScrollReset aria-label={`Why this? Post of ${item.author_name}`}>
        Why this?
      </Link>
    </p>
  );
}
