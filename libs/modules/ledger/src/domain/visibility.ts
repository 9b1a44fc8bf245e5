import type { Caller, Id } from '#kernel';
import type { AccountPath } from './account-path.ts';
import type { EntryView, LeafView } from './entry-view.ts';

/** Whose accounts a caller may see: finance and auditors everybody's (`undefined`), anybody else their organisation's. */
export function visibleOwner(caller: Caller): Id<'Organisation'> | undefined {
  return caller.roles.some((role) => role === 'finance' || role === 'auditor') ? undefined : caller.organisation;
}

/** Whether `path` is an account of `owner`: its second part is the organisation that the money belongs to. */
function belongsTo(path: AccountPath | string, owner: Id<'Organisation'>): boolean {
  const [group, id] = path.split(':');
  return (group === 'org' || group === 'payee') && id === owner;
}

/** The transfers of `entry` that touch `owner`'s accounts; all of them for `undefined`. */
export function visibleLeaves(entry: EntryView, owner: Id<'Organisation'> | undefined): readonly LeafView[] {
  if (owner === undefined) return entry.leaves;
  return entry.leaves.filter(({ debit, credit }) => belongsTo(debit.path, owner) || belongsTo(credit.path, owner));
}
