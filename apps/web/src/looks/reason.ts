import { useSyncExternalStore } from 'react';

/** Most characters that the API keeps of a reason. */
const MOST = 300;
/** What a header can carry: Latin letters, figures and signs. */
const CARRIED = /^[\x20-\x7e\xa0-\xff]*$/;

const listeners = new Set<() => void>();
let current = '';

/** Why the reader looks at other people's money, as they said it; empty when they said nothing. */
export function reason(): string {
  return current;
}

/** Keeps the reason for every look from now on, until the tab closes or somebody else signs in. */
export function setReason(next: string): void {
  current = next.trim();
  for (const listener of listeners) listener();
}

/** What is wrong with a reason, in words; undefined when it can be sent. */
export function reasonFault(text: string): string | undefined {
  if (text.trim().length > MOST) return `Say it in ${MOST} characters.`;
  return CARRIED.test(text.trim()) ? undefined : 'Write it in one line of plain Latin letters, figures and signs.';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The reason; a component that asks is drawn again when it changes. */
export function useReason(): string {
  return useSyncExternalStore(subscribe, () => current);
}
