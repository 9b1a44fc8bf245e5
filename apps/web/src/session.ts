import { useSyncExternalStore } from 'react';

/** What a sign-in gave. It lives as long as the tab and is not shared with others. */
export type Tokens = { readonly access: string; readonly refresh: string };

const KEY = 'provisio.session';
const listeners = new Set<() => void>();
let current: Tokens | undefined = stored();

function stored(): Tokens | undefined {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return undefined;
  const [access, refresh] = text.split(' ');
  return access === undefined || refresh === undefined ? undefined : { access, refresh };
}

/** The tokens of who is signed in. */
export function tokens(): Tokens | undefined {
  return current;
}

/** Signs in with `next`, or out with undefined. */
export function setTokens(next: Tokens | undefined): void {
  current = next;
  if (next === undefined) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, `${next.access} ${next.refresh}`);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether somebody is signed in; a component that asks is drawn again when it changes. */
export function useIsSignedIn(): boolean {
  return useSyncExternalStore(subscribe, () => current !== undefined);
}
