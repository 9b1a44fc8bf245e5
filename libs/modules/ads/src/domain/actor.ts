import type { Caller, Id } from '#kernel';

/** Who asks: somebody signed in, or Provisio itself (demo), which may act for every advertiser. */
export type Actor = Caller | 'system';

/** Whether `actor` may see and change what belongs to `advertiserId`: its own people, the platform's finance, or the system. */
export function actsFor(actor: Actor, advertiserId: Id<'Organisation'>): boolean {
  return actor === 'system' || actor.roles.includes('finance') || actor.organisation === advertiserId;
}
