import { LinkUrlRefused } from '../attribution.errors.ts';

/** Longest address a link may hold; browsers and proxies cut longer ones. */
export const MAX_URL_LENGTH = 2048;

/**
 * The address in its normal form.
 * @throws {LinkUrlRefused} it is no absolute http or https address, names a user, or is too long.
 */
export function checkLinkUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw new LinkUrlRefused('the url is not an absolute address');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new LinkUrlRefused('the url must be http or https');
  if (url.username !== '' || url.password !== '') throw new LinkUrlRefused('the url must not hold a user or password');
  if (url.href.length > MAX_URL_LENGTH) throw new LinkUrlRefused(`the url is longer than ${MAX_URL_LENGTH} characters`);
  return url.href;
}

/** `url` with `pv_click=<click>` in its query; one that is there already is replaced. */
export function withClick(url: string, click: string): string {
  const target = new URL(url);
  target.searchParams.set('pv_click', click);
  return target.href;
}
