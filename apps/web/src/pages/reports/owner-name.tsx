import { useQuery } from '@tanstack/react-query';
import { ask } from '../../queries.ts';
import { ownerOf } from '../trial-balance/account-owner.ts';

/** An organisation by name where the reader may know it, else by the start of its id. */
export function useOwnerName(): (id: string) => string {
  const { data } = useQuery(ask.organisations);
  const names = new Map(data?.items.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? `${id.slice(0, 14)}…`;
}

/** Whose account it is; one of the platform's own is called by its path. */
export function OwnerName({ path }: { path: string }) {
  const nameOf = useOwnerName();
  const owner = ownerOf(path);
  return owner === undefined ? path : nameOf(owner);
}
