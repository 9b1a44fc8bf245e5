/** A reason of the ranking, as the API gives it. */
export type Term = { readonly source: string; readonly value: number; readonly because: string | null };

/** A reason as it is shown. The thousandths of a feed item's reasons add up to its score's. */
export type ShownTerm = {
  readonly source: string;
  readonly thousandths: number;
  /** What it comes from: posts, authors, topics, at most three. */
  readonly because: readonly string[];
};

const MOST_NAMED = 3;

/**
 * Terms by source, largest first, rounded so that what is shown adds up to what is shown of the score: each is rounded
 * down to a thousandth, and what is missing goes to the largest remainders.
 */
export function shownTerms(terms: readonly Term[], score: number): ShownTerm[] {
  const bySource = [...Map.groupBy(terms, ({ source }) => source)].map(([source, of]) => {
    const exact = 1_000 * of.reduce((sum, { value }) => sum + value, 0);
    const named = of.toSorted((a, b) => b.value - a.value).flatMap(({ because }) => because ?? []);
    const whole = Math.floor(exact);
    return { source, whole, remainder: exact - whole, because: named.slice(0, MOST_NAMED) };
  });
  const missing = thousandthsOf(score) - bySource.reduce((sum, { whole }) => sum + whole, 0);
  const favoured = new Set(bySource.toSorted((a, b) => b.remainder - a.remainder).slice(0, Math.max(0, missing)));
  return bySource
    .map((one) => ({
      source: one.source,
      thousandths: one.whole + (favoured.has(one) ? 1 : 0),
      because: one.because,
    }))
    .toSorted((a, b) => b.thousandths - a.thousandths);
}

/** A score to the nearest thousandth. */
export function thousandthsOf(score: number): number {
  return Math.round(1_000 * score) + 0; // No negative zero.
}

/** Thousandths as they are read, with a true minus. */
export function decimalOf(thousandths: number): string {
  const digits = String(Math.abs(thousandths)).padStart(4, '0');
  return `${thousandths < 0 ? '−' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

const SENTENCES: Readonly<Record<string, string>> = {
  following: 'You follow its author',
  together: 'Readers of posts that you liked also like this one',
  topic: 'It is about what you liked before',
  popularity: 'It is popular now',
  freshness: 'It is new',
  author_repeat: 'Its author is in this feed already',
  seen_before: 'You have seen it before',
};

/** A source of the ranking in words; one that we have no words for stays itself. */
export function sourceInWords(source: string): string {
  return SENTENCES[source] ?? source.replaceAll('_', ' ');
}
