import type { FeedAd } from './feed-queries.ts';
import { useSeen } from './use-seen.ts';

/** Ads whose pixel was asked for: once each, however often their card is drawn. */
const counted = new Set<string>();

function countImpression({ auction, impression_url: url }: FeedAd): void {
  if (counted.has(auction)) return;
  counted.add(auction);
  new Image().src = url;
}

/** An ad between posts: marked, with who pays and why it is here. It counts when it was seen. */
export function AdCard({ ad }: { ad: FeedAd }) {
  const element = useSeen<HTMLLIElement>(() => countImpression(ad));
  const { content, label, sponsor } = ad;
  return (
    <li className="card ad" ref={element}>
      <article aria-label={`${label}: ${sponsor}`}>
        <a href={ad.click_url} target="_blank" rel="sponsored noopener" className="ad-link">
          <AdPicture content={content} />
          <span className="ad-title">
            {titleOf(content)}
            <span className="hidden"> (opens the advertiser’s page)</span>
          </span>
        </a>
        <div className="card-text">
          <p>
            <strong className="ad-label">{label}</strong> Paid by <strong>{sponsor}</strong>
          </p>
          <p className="muted why-line">
            It won this place in an auction, for what the post before it is about; not for what you did.
          </p>
        </div>
      </article>
    </li>
  );
}

function AdPicture({ content }: { content: FeedAd['content'] }) {
  switch (content.format) {
    case 'banner':
      return isOurs(content.image_url) ? (
        <img src={content.image_url} alt={content.alt} width={content.width} height={content.height} loading="lazy" />
      ) : (
        <span className="blank" />
      );
    case 'product':
      return content.image_url !== null && isOurs(content.image_url) ? (
        <img src={content.image_url} alt="" width={640} height={640} loading="lazy" />
      ) : (
        <span className="blank" />
      );
    case 'video':
      return <span className="blank" />;
  }
}

/** Pictures of other sites are not shown: they would tell those who looks, and our policy refuses them. */
function isOurs(url: string): boolean {
  return new URL(url, location.href).origin === location.origin;
}

function titleOf(content: FeedAd['content']): string {
  return content.format === 'banner' ? content.alt : content.title;
}
