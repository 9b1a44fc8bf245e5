import { TargetRefused } from '../notifications.errors.ts';

/** Longest address an endpoint may have. */
export const MAX_URL_LENGTH = 2_048;

/** What may be called besides public https addresses. */
export type TargetRules = {
  /** Plain http to public addresses: on the demo chain only. */
  readonly mayUseHttp: boolean;
  /** `host:port` of receivers that may be private and plain http: named by whoever runs the process. */
  readonly allowedTargets: ReadonlySet<string>;
};

/** `host:port` of an address, the port always written out. */
export function targetOf(url: URL): string {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return `${url.hostname}:${port}`;
}

/**
 * The address in its normal form. Where its name leads is looked at when it is called.
 * @throws {TargetRefused} it is no absolute https address (or http where that is allowed), names a user or a fragment.
 */
export function checkTargetUrl(text: string, rules: TargetRules): URL {
  if (!URL.canParse(text)) throw new TargetRefused('the url is not an absolute address');
  const url = new URL(text);
  if (url.href.length > MAX_URL_LENGTH) throw new TargetRefused(`the url is longer than ${MAX_URL_LENGTH} characters`);
  if (url.username !== '' || url.password !== '') throw new TargetRefused('the url must not hold a user or password');
  if (url.hash !== '') throw new TargetRefused('the url must not hold a fragment');
  const isPlain = url.protocol === 'http:' && (rules.mayUseHttp || rules.allowedTargets.has(targetOf(url)));
  if (url.protocol !== 'https:' && !isPlain) throw new TargetRefused('the url must be https');
  return url;
}
