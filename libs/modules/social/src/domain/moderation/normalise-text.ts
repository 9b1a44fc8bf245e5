/** Letters that look like Latin ones but are not made plain by NFKC: Cyrillic and Greek, the ones that are used to hide words. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    е: 'e',
    о: 'o',
    р: 'p',
    с: 'c',
    у: 'y',
    х: 'x',
    і: 'i',
    ј: 'j',
    ѕ: 's',
    һ: 'h',
    ԁ: 'd',
    ԛ: 'q',
    ԝ: 'w',
    в: 'b',
    к: 'k',
    м: 'm',
    н: 'h',
    т: 't',
    ё: 'e',
    ї: 'i',
    α: 'a',
    ε: 'e',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
    η: 'n',
    ı: 'i',
    ł: 'l',
    ø: 'o',
    đ: 'd',
    ß: 'ss',
  }),
);

/** What stands for a letter in the middle of a word: `sh1t`, `@ss`, `f*ck` (the star stays: it says that something is hidden). */
const LEET: ReadonlyMap<string, string> = new Map(
  Object.entries({ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i', '€': 'e' }),
);

const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }),
);

const MARKS = /[\p{M}\p{Cf}]/gu;
const NOT_ASCII = /[^\0-\x7f]/;
const LINK = /(?:https?:\/\/|www\.)\S+/g;
const MENTION = /(^|[^a-z0-9_])@([a-z0-9_]{2,})/g;
const ENTITY = /&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,5});/g;
const WORD_WITH_LEET = /[a-z0-9@$!€*]*[a-z][a-z0-9@$!€*]*/g;
const HAS_LEET = /[0-9@$!€]/;
const RUN = /(.)\1{2,}/g;
const SPACED_OUT = /(?<![a-z])(?:[a-z][ .\-_]){3,}[a-z](?![a-z])/g;

/**
 * The text as rules and model read it: lower case, one alphabet, no invisible characters, no accents, letters instead of
 * the digits and signs that stand for them inside words, runs of a character cut to two, `s p a c e d` words joined.
 * Links become ` urltoken `, mentions ` usertoken `, so that neither names a person or a site to the model.
 */
export function normaliseText(text: string): string {
  let plain = text.toLowerCase();
  if (plain.includes('&')) plain = plain.replace(ENTITY, (whole, name: string) => entity(whole, name));
  if (NOT_ASCII.test(plain)) plain = toLatin(plain);
  plain = plain.replace(LINK, ' urltoken ');
  if (plain.includes('@')) plain = plain.replace(MENTION, '$1 usertoken ');
  plain = plain.replace(RUN, '$1$1');
  if (HAS_LEET.test(plain)) plain = plain.replace(WORD_WITH_LEET, unleet);
  return plain.replace(SPACED_OUT, (word) => word.replace(/[ .\-_]/g, ''));
}

function toLatin(text: string): string {
  let latin = '';
  for (const letter of text.normalize('NFKC').toLowerCase().normalize('NFKD').replace(MARKS, '')) {
    latin += LOOKALIKES.get(letter) ?? letter;
  }
  return latin;
}

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES.get(name) ?? whole;
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' ';
}

function unleet(word: string): string {
  if (!HAS_LEET.test(word)) return word;
  // `2nd`, `90s` and `wow!` are what they look like: a sign counts only with letters on both sides of it, or before it all.
  let plain = '';
  for (let at = 0; at < word.length; at += 1) {
    const sign = word.charAt(at);
    const letter = LEET.get(sign);
    const before = at === 0 ? '' : word.charAt(at - 1);
    const after = word.charAt(at + 1);
    const isInside = isLetter(after) && (isLetter(before) || (at === 0 && (sign === '@' || sign === '$')));
    plain += letter !== undefined && isInside ? letter : sign;
  }
  return plain;
}

function isLetter(sign: string): boolean {
  return sign >= 'a' && sign <= 'z';
}
