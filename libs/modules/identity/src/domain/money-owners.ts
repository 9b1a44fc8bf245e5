import { type Id, parsePublicId } from '#kernel';

const ACCOUNT_PATH = /^(?:org|payee):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):/;
const PUBLIC_ID = /^org_[0-9a-z]{26}$/;

/**
 * The organisations that an answer (or a request) names: as public ids, and as the owners in account paths (`org:<uuid>:…`,
 * `payee:<uuid>:…`), however deep they stand in it.
 */
export function ownersIn(value: unknown, found: Set<Id<'Organisation'>> = new Set()): Set<Id<'Organisation'>> {
  if (typeof value === 'string') {
    const owner = ownerNamed(value);
    if (owner !== undefined) found.add(owner);
  } else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) ownersIn(each, found);
  }
  return found;
}

function ownerNamed(text: string): Id<'Organisation'> | undefined {
  if (PUBLIC_ID.test(text)) {
    try {
      return parsePublicId('org', text);
    } catch {
      return undefined; // Looks like an id and is none: nobody's.
    }
  }
  return ACCOUNT_PATH.exec(text)?.[1] as Id<'Organisation'> | undefined;
}
