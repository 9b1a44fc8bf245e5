/**
 * BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, section 3.2) the way Elasticsearch counts it:
 * k1 = 1.2, b = 0.75, the length of a field rounded to eight bits, single precision. So that both engines rank alike.
 */
const K1 = Math.fround(1.2);
const B = Math.fround(0.75);

/** Lengths below this are kept exactly; above, the four highest bits are. */
const EXACT_BELOW = 24;

/** `length` as it is remembered: the greatest number up to it that is 24 more than a number of four significant bits. */
export function roundLength(length: number): number {
  if (length < EXACT_BELOW) return length;
  const above = length - EXACT_BELOW;
  const shift = Math.max(0, 32 - Math.clz32(above) - 4);
  return EXACT_BELOW + ((above >>> shift) << shift);
}

/** How much one hit of a word that stands in `having` of `documents` counts. */
export function weightOfWord(weight: number, having: number, documents: number): number {
  const rarity = Math.fround(Math.log(1 + (documents - having + 0.5) / (having + 0.5)));
  return Math.fround(Math.fround(Math.fround(weight) * Math.fround(1 + K1)) * rarity);
}

/** What a word adds that stands `times` in a field of `length` (rounded) words, where fields have `average` words. */
export function scoreOfWord(wordWeight: number, times: number, length: number, average: number): number {
  const inverse = Math.fround(1 / (K1 * (1 - B + (B * length) / Math.fround(average))));
  return Math.fround(wordWeight - wordWeight / (1 + times * inverse));
}
