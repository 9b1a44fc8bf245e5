import type { BannerContent } from '../creative.ts';
import { type AdUrls, escapeText } from './ad-urls.ts';

/** A banner as HTML: the linked picture, and the pixel that says it was shown. */
export function bannerMarkup({ imageUrl, width, height, alt }: BannerContent, { click, impression }: AdUrls): string {
  const picture = `<img src="${escapeText(imageUrl)}" width="${width}" height="${height}" alt="${escapeText(alt)}">`;
  const link = `<a href="${escapeText(click)}" target="_blank" rel="sponsored noopener">${picture}</a>`;
  return `${link}<img src="${escapeText(impression)}" width="1" height="1" alt="" hidden>`;
}
