import { readFileSync } from 'node:fs';

const loaded = new Map<string, string>();

/** The text of a `.sql` file beside the caller: `loadSql(import.meta.url, './sql/lock-balances.sql')`. Read once. */
export function loadSql(metaUrl: string, relativePath: string): string {
  const url = new URL(relativePath, metaUrl);
  let text = loaded.get(url.href);
  if (text === undefined) {
    text = readFileSync(url, 'utf8');
    loaded.set(url.href, text);
  }
  return text;
}
