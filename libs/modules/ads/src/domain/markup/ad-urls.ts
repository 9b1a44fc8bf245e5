/** Where a served ad's events go. Absolute addresses. */
export type AdUrls = {
  readonly impression: string;
  readonly click: string;
  /** What a player tells, such as `start` or `complete`: counted, never charged. */
  readonly tracking: (event: string) => string;
};

/** The addresses of the events of `token` on the server at `base`. */
export function adUrls(base: string, token: string): AdUrls {
  return {
    impression: `${base}/a/i?t=${token}`,
    click: `${base}/a/c?t=${token}`,
    tracking: (event) => `${base}/a/t?e=${event}&t=${token}`,
  };
}

/** Text between tags or in a quoted attribute. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
