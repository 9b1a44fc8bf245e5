import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** What of the address a change sets; undefined takes it away. */
export type Change = Readonly<Record<string, string | undefined>>;

/** What the address says, and how to change it. A screen is what its address says: it can be sent to somebody. */
export function usePut(): [search: URLSearchParams, put: (change: Change) => void] {
  const [search, setSearch] = useSearchParams();
  const put = useCallback(
    (change: Change) => {
      // From the address, not from the last render: two changes may come before the next one.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(change)) {
        if (value === undefined || value === '') next.delete(name);
        else next.set(name, value);
      }
      setSearch(next, { replace: true, preventScrollReset: true });
    },
    [setSearch],
  );
  return [search, put];
}
