/** Something in a text that a rule knows. `harm` is how bad it is, 0 to 10. */
export type RuleHit = { readonly rule: string; readonly found: string; readonly harm: number };

/** Sites that lend their name to nobody: what stands behind them cannot be seen before it is opened. */
const BLOCKED_DOMAINS: ReadonlySet<string> = new Set(['bit.ly', 'tinyurl.com', 'goo.gl', 't.co', 'is.gd', 'ow.ly']);

const LINK = /\b(?:https?:\/\/|www\.)([a-z0-9.-]+\.[a-z]{2,})/gi;

/** Phrases of the normalised text, with what they are a sign of. */
const PHRASES: readonly { readonly rule: string; readonly pattern: RegExp; readonly harm: number }[] = [
  {
    rule: 'threat',
    pattern: /\b(?:kill|murder|shoot|stab|hang|lynch|rape|gas) (?:you|them|him|her|all|every|yourself)\b/,
    harm: 8,
  },
  { rule: 'self_harm', pattern: /\b(?:kill yourself|kys|go die|hang yourself)\b/, harm: 8 },
  {
    rule: 'spam',
    pattern:
      /\b(?:free money|double your (?:money|bitcoin|crypto)|guaranteed (?:profit|returns?)|dm me to earn|work from home and earn)\b/,
    harm: 4,
  },
  {
    rule: 'off_platform_payment',
    pattern: /\b(?:whatsapp|telegram|cashapp|western union)\b.{0,40}\b(?:pay|order|send|buy)\b/,
    harm: 4,
  },
];

const MANY_LINKS = 3;

/** What the rules find. `text` is as it was written, `plain` as `normaliseText` made it. */
export function applyRules(text: string, plain: string): RuleHit[] {
  const hits = PHRASES.flatMap(({ rule, pattern, harm }): RuleHit[] => {
    const found = pattern.exec(plain)?.[0];
    return found === undefined ? [] : [{ rule, found: found.slice(0, 100), harm }];
  });
  const hosts = [...text.matchAll(LINK)].map(([, host = '']) => host.toLowerCase().replace(/^www\./, ''));
  const blocked = hosts.find((host) => BLOCKED_DOMAINS.has(host));
  if (blocked !== undefined) hits.push({ rule: 'hidden_link', found: blocked, harm: 3 });
  if (hosts.length > MANY_LINKS) hits.push({ rule: 'many_links', found: String(hosts.length), harm: 2 });
  return hits;
}
