import type { Caller, Id } from '#kernel';

/** Who asks: somebody signed in, or Provisio itself (importer, demo), which may act for every merchant. */
export type Actor = Caller | 'system';

/** Whether `actor` may change what belongs to `merchantId`: its own people, the platform's finance, or the system. */
export function actsFor(actor: Actor, merchantId: Id<'Organisation'>): boolean {
  return actor === 'system' || actor.roles.includes('finance') || actor.organisation === merchantId;
}

/** What is kept of who did it. */
export function subjectOf(actor: Actor): string | undefined {
  return actor === 'system' ? undefined : actor.subject;
}
