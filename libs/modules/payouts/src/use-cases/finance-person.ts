import type { Caller, Id } from '#kernel';
import { NotFinance } from '../payouts.errors.ts';

/** The person behind `caller`. Keys do not decide about money that leaves. @throws {NotFinance} */
export function requireFinancePerson(caller: Caller): Id<'User'> {
  if (caller.kind !== 'user' || !caller.roles.includes('finance')) throw new NotFinance();
  return caller.subject as Id<'User'>;
}
