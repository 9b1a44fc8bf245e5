import type { ProductContent } from '../creative.ts';
import type { AdUrls } from './ad-urls.ts';

/** An asset that a native place asks for (OpenRTB Native 1.2, section 4.2). */
export type AssetRequest = {
  readonly id: number;
  readonly isRequired: boolean;
  readonly kind: 'title' | 'image' | 'sponsor' | 'description' | 'other';
  /** Characters of a text; 0 for any. */
  readonly length: number;
};

/** The native response object (section 5), or nothing when a required asset cannot be filled. */
export function nativeMarkup(
  content: ProductContent,
  wanted: readonly AssetRequest[],
  { click, impression }: AdUrls,
): object | undefined {
  const filled = wanted.map((asset) => ({ asset, value: valueOf(content, asset) }));
  if (filled.some(({ asset, value }) => asset.isRequired && value === undefined)) return undefined;
  const assets = filled.flatMap(({ asset, value }) => (value === undefined ? [] : [{ id: asset.id, ...value }]));
  return { ver: '1.2', assets, link: { url: click }, imptrackers: [impression] };
}

function valueOf(
  { title, imageUrl, sponsor, category }: ProductContent,
  { kind, length }: AssetRequest,
): object | undefined {
  switch (kind) {
    case 'title':
      return { title: { text: cut(title, length) } };
    case 'image':
      return imageUrl === null ? undefined : { img: { url: imageUrl } };
    case 'sponsor':
      return { data: { value: cut(sponsor, length) } };
    case 'description':
      return { data: { value: cut(category.replaceAll('/', ' › '), length) } };
    case 'other':
      return undefined;
  }
}

function cut(text: string, length: number): string {
  return length > 0 && text.length > length ? `${text.slice(0, Math.max(length - 1, 1))}…` : text;
}
