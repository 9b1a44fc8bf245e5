import type { Creative } from './campaign-queries.ts';

type Content = Creative['content'];

const text = (content: Content, name: string): string => {
  const value = content[name];
  return typeof value === 'string' ? value : '';
};
const whole = (content: Content, name: string): number => {
  const value = content[name];
  return typeof value === 'number' ? value : 0;
};

/** Addresses that the page may load: our Content-Security-Policy lets it load its own alone. */
function isOurs(address: string): boolean {
  return (
    address !== '' &&
    URL.canParse(address, location.origin) &&
    new URL(address, location.origin).origin === location.origin
  );
}

/** A creative as it is shown where it plays: the picture, the listing, the film. */
export function CreativePreview({ content, landingUrl }: { content: Content; landingUrl: string }) {
  switch (content['format']) {
    case 'banner':
      return <Picture address={text(content, 'image_url')} alt={text(content, 'alt')} {...sizeOf(content)} />;
    case 'product':
      return (
        <div className="listing">
          <Picture address={text(content, 'image_url')} alt="" width={96} height={96} />
          <p>
            <strong>{text(content, 'title')}</strong>
            <span className="muted">{text(content, 'category')}</span>
            <span className="muted">Ad · {hostOf(landingUrl)}</span>
          </p>
        </div>
      );
    case 'video':
      return <Film content={content} />;
    default:
      return <p className="muted">A format that this page does not know.</p>;
  }
}

/** What kind of creative it is, and how large. */
export function creativeInWords({ content }: Creative): string {
  const { width, height } = sizeOf(content);
  switch (content['format']) {
    case 'banner':
      return `Banner ${width} × ${height}`;
    case 'product':
      return `Product ${text(content, 'sku')}`;
    case 'video':
      return `Video ${width} × ${height}, ${whole(content, 'duration_ms') / 1_000} s`;
    default:
      return 'Creative';
  }
}

function sizeOf(content: Content): { width: number; height: number } {
  return { width: whole(content, 'width'), height: whole(content, 'height') };
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

function Picture({ address, alt, width, height }: { address: string; alt: string; width: number; height: number }) {
  if (isOurs(address)) return <img className="creative" src={address} alt={alt} width={width} height={height} />;
  return (
    <div className="creative absent">
      <span className="muted">{address === '' ? 'No picture' : `Picture at ${hostOf(address)}, not loaded here`}</span>
    </div>
  );
}

function Film({ content }: { content: Content }) {
  const address = text(content, 'media_url');
  return (
    <div className="creative absent">
      <p>
        <strong>{text(content, 'title')}</strong>
        <br />
        <span className="muted">
          {text(content, 'mime_type')} at {hostOf(address)}
        </span>
        <br />
        <a href={address} target="_blank" rel="noreferrer noopener">
          Open the film
        </a>
      </p>
    </div>
  );
}
