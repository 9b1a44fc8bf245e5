import { useLayoutEffect } from 'react';

/** Shows `what` from its top. */
export function useTop(what: string): void {
  useLayoutEffect(() => {
    // In braces: scrollTo answers a promise in newer browsers, and an effect may answer none.
    window.scrollTo(0, 0);
  }, [what]);
}
