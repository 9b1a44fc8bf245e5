import { useCallback, useEffect, useRef, useState } from 'react';
import type { FeedItem } from './feed-queries.ts';
import { tellFeed } from './told.ts';

const GRACE_MS = 5_000;

type Hidden = { readonly timer: ReturnType<typeof setTimeout>; readonly send: () => void };

/**
 * Posts that the reader wants less of. The feed is told a moment later, so that it can be taken back before; whoever
 * leaves the screen in between means it.
 */
export function useHidden() {
  const waiting = useRef(new Map<string, Hidden>());
  const [states, setStates] = useState<ReadonlyMap<string, 'waiting' | 'sent'>>(new Map());
  const mark = useCallback((id: string, state: 'waiting' | 'sent' | undefined) => {
    setStates((before) => {
      const next = new Map(before);
      if (state === undefined) next.delete(id);
      else next.set(id, state);
      return next;
    });
  }, []);
  const hide = useCallback(
    ({ post, context }: FeedItem) => {
      const send = (): void => {
        waiting.current.delete(post);
        // A refusal puts the post back: nothing was learned.
        tellFeed(context, post, 'hide').then(
          () => mark(post, 'sent'),
          () => mark(post, undefined),
        );
      };
      waiting.current.set(post, { timer: setTimeout(send, GRACE_MS), send });
      mark(post, 'waiting');
    },
    [mark],
  );
  const undo = useCallback(
    (id: string) => {
      clearTimeout(waiting.current.get(id)?.timer);
      waiting.current.delete(id);
      mark(id, undefined);
    },
    [mark],
  );
  useEffect(() => {
    const mine = waiting.current;
    return () => {
      for (const { timer, send } of mine.values()) {
        clearTimeout(timer);
        send();
      }
    };
  }, []);
  return { states, hide, undo };
}
