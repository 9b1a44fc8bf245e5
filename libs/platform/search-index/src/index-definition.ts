import { canonicalJson, sha256 } from '#kernel';

/** How one field of a document is indexed. */
export type FieldDefinition =
  /** Words that are searched. `weight` multiplies their score; `prefixes`: the beginning of a word finds it, too. */
  | { readonly kind: 'text'; readonly weight?: number; readonly prefixes?: boolean }
  /** Exact values, to filter by: one or several. */
  | { readonly kind: 'keyword' }
  /** A number, to filter and sort by. */
  | { readonly kind: 'number' }
  /** Milliseconds since 1970, to filter and sort by. */
  | { readonly kind: 'instant' };

/** What is indexed under a name such as `catalog.product`. */
export type IndexDefinition = {
  readonly name: string;
  readonly fields: Readonly<Record<string, FieldDefinition>>;
};

/** Raised when documents are analysed in another way: an index that was made before is then no longer used. */
const ANALYSIS = 1;

/** Eight hex digits that differ where an index of the definition would. */
export function revisionOf(index: IndexDefinition): string {
  const bytes = sha256(Buffer.from(canonicalJson({ analysis: ANALYSIS, fields: index.fields })));
  return Buffer.from(bytes).toString('hex').slice(0, 8);
}

/** How much a word counts in its field's prefixes, against the word itself. */
const PREFIX_SHARE = 0.25;

/** Fields that words are looked for in, as both engines have them: `name`, and `name__prefix` beside it. */
export type SearchedField = {
  readonly name: string;
  readonly of: string;
  readonly weight: number;
  readonly isPrefix: boolean;
};

/** The searched fields of an index, in the definition's order. */
export function searchedFields(index: IndexDefinition): SearchedField[] {
  return Object.entries(index.fields).flatMap(([name, field]) => {
    if (field.kind !== 'text') return [];
    const { weight = 1, prefixes = false } = field;
    const whole = { name, of: name, weight, isPrefix: false };
    const beginnings = { name: `${name}__prefix`, of: name, weight: weight * PREFIX_SHARE, isPrefix: true };
    return prefixes ? [whole, beginnings] : [whole];
  });
}
