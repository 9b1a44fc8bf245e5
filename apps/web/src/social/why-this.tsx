import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Drawer } from '../components/drawer.tsx';
import { type FeedItem, feedQuery, placesOf } from './feed-queries.ts';
import { decimalOf, shownTerms, sourceInWords, thousandthsOf } from './score-words.ts';

/** Why a post is in the reader's feed, to the digit; open while the address has `?why=`. */
export function WhyThisDrawer() {
  return (
    <Drawer name="why" title="Why this post?">
      {(id) => <Reasons id={id} />}
    </Drawer>
  );
}

function Reasons({ id }: { id: string }) {
  const { data } = useInfiniteQuery(feedQuery);
  const places = placesOf(data?.pages ?? []);
  const items = places.flatMap((place) => (place.kind === 'post' ? [place.item] : []));
  const item = items.find(({ post }) => post === id);
  if (item === undefined) return <p>This post is not in the feed that you are looking at.</p>;
  return <Explanation item={item} items={items} />;
}

function Explanation({ item, items }: { item: FeedItem; items: readonly FeedItem[] }) {
  const terms = shownTerms(item.why, item.score);
  const authors = new Map(items.map(({ author, author_name: name }) => [author, name]));
  return (
    <>
      <p className="lead">
        {item.is_exploration
          ? `You see it so that the feed can learn: it was drawn from posts that few have met, with a chance of ${percent(item.propensity)}.`
          : `${sourceInWords(terms[0]?.source ?? 'freshness')}. What you do changes your next feed.`}
      </p>
      <table className="terms">
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col" className="right">
              Adds
            </th>
          </tr>
        </thead>
        <tbody>
          {terms.map(({ source, thousandths, because }) => (
            <tr key={source}>
              <td>
                <p>{sourceInWords(source)}</p>
                {because.length === 0 ? null : (
                  <p className="muted">
                    {because.map((name) => (
                      <Because key={name} name={name} authors={authors} />
                    ))}
                  </p>
                )}
              </td>
              <td className="right rate">{decimalOf(thousandths)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Score</th>
            <td className="right rate">
              <strong>{decimalOf(thousandthsOf(item.score))}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="muted">
        The reasons add up to the score. Nobody can pay for a higher one: ads are apart, and say so.
      </p>
    </>
  );
}

function Because({ name, authors }: { name: string; authors: ReadonlyMap<string, string> }) {
  if (name.startsWith('post_')) return <Link to={`/posts/${name}`}>A post that you liked</Link>;
  return <span>{authors.get(name) ?? name.replaceAll('/', ' › ')}</span>;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
