/** Longest word that is kept whole, in UTF-16 units; a longer one is cut there. */
const LONGEST_WORD = 64;
/** Words of one field that are indexed; what follows is not found. */
const MOST_WORDS = 5_000;
/** Beginnings of a word that find it. */
const SHORTEST_PREFIX = 2;
const LONGEST_PREFIX = 10;

const WORD = /[\p{L}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;
/** Scripts that put no space between words: each two neighbours are a word. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2,}$/u;

/** Letters that Unicode does not take apart, though readers do. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};
const SPECIAL = /[ßæœøđðłþı]/g;

/** `text` in lower case, without accents, in one form of each letter. */
export function fold(text: string): string {
  const plain = text.normalize('NFKD').replace(MARKS, '').toLowerCase().normalize('NFKC');
  return plain.replace(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}

/**
 * The words of `text` in order, folded, without their plural. Both engines are given these and split nothing themselves,
 * so that they find the same.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of fold(text).matchAll(WORD)) {
    if (words.length >= MOST_WORDS) break;
    if (UNSPACED.test(word)) words.push(...neighbours(word));
    else words.push(singular(word.slice(0, LONGEST_WORD)));
  }
  return words.slice(0, MOST_WORDS);
}

/** Beginnings of `words` that find them, the whole word left out. */
export function prefixesOf(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const letters = Array.from(word);
    const longest = Math.min(letters.length - 1, LONGEST_PREFIX);
    const prefixes: string[] = [];
    for (let length = SHORTEST_PREFIX; length <= longest; length += 1) prefixes.push(letters.slice(0, length).join(''));
    return prefixes;
  });
}

/**
 * The S stemmer of Harman (How effective is suffixing?, JASIS 42, 1991), for words of four letters and more. Its second rule
 * (`-es` becomes `-e`) and its third (`-s` falls) take the same letter away.
 */
function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s')) return word;
  if (/(?<![ae])ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return /(?<![us])s$/.test(word) ? word.slice(0, -1) : word;
}

function neighbours(word: string): string[] {
  const letters = Array.from(word);
  return letters.slice(1).map((letter, at) => `${letters[at] ?? ''}${letter}`);
}
