import { type RefObject, useEffect, useRef } from 'react';

const SEEN_SHARE = 0.5;
const SEEN_MS = 1_000;

/** Calls `seen` once when half of the element has been in the window for a second (as ads count a view). */
export function useSeen<E extends Element>(seen: () => void): RefObject<E | null> {
  const element = useRef<E>(null);
  const latest = useRef(seen);
  useEffect(() => {
    latest.current = seen;
  });
  useEffect(() => {
    if (element.current === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        clearTimeout(timer);
        if (entry?.isIntersecting !== true) return;
        timer = setTimeout(() => {
          observer.disconnect();
          latest.current();
        }, SEEN_MS);
      },
      { threshold: SEEN_SHARE },
    );
    observer.observe(element.current);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, []);
  return element;
}
