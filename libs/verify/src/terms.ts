import { BadInput } from './bad-input.ts';

/** One clause of a program's table; `*` stands for any. */
export type Clause = { readonly category: string; readonly tier: string; readonly bps: number };

/**
 * The clause that prices a line of `category` for a partner of `tier`, or undefined when none does. The deepest category
 * wins first (`home/decor`, `home`, `*`); within it a named tier beats `*`. @throws {BadInput} for a table in which two clauses say
 * the same place.
 */
export function matchClause(table: readonly Clause[], category: string, tier: string): Clause | undefined {
  const byPlace = new Map<string, Clause>();
  for (const clause of table) {
    const place = JSON.stringify([clause.category, clause.tier]);
    if (byPlace.has(place)) {
      throw new BadInput('receipt.rule.terms.table', `has two clauses for ${clause.category} × ${clause.tier}`);
    }
    byPlace.set(place, clause);
  }
  for (const level of [...selfAndParents(category), '*']) {
    const clause = byPlace.get(JSON.stringify([level, tier])) ?? byPlace.get(JSON.stringify([level, '*']));
    if (clause !== undefined) return clause;
  }
  return undefined;
}

function selfAndParents(category: string): string[] {
  const parts = category.split('/');
  return parts.map((_part, at) => parts.slice(0, parts.length - at).join('/'));
}
