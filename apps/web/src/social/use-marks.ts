import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { set } from '../api.ts';
import type { Marks } from './feed-queries.ts';
import { tellFeed } from './told.ts';

type Of = { readonly id: string; readonly author: string; readonly context?: string | undefined };

/**
 * What the reader has done with a post, as it is right now on every screen, and ways to change it: shown at once, taken
 * back when the server refuses. `initial` is what the server said last.
 */
export function useMarks({ id, author, context }: Of, initial: Marks) {
  const liked = useMark(['mark', 'like', id], initial.liked, async (isOn) => {
    // The feed first: it knows the place that the like answers to, and counts it once.
    if (isOn) await tellFeed(context, id, 'like');
    await set('/v1/posts/{id}/reactions/{kind}', isOn, { id, kind: 'like' });
  });
  const saved = useMark(['mark', 'save', id], initial.saved, async (isOn) => {
    if (isOn) await tellFeed(context, id, 'save');
    await set('/v1/posts/{id}/reactions/{kind}', isOn, { id, kind: 'save' });
  });
  const follows = useMark(['mark', 'follow', author], initial.follows, (isOn) =>
    set('/v1/follows/{author}', isOn, { author }),
  );
  return { liked, saved, follows };
}

/** One thing that is so or not. */
export type Mark = { readonly isOn: boolean; readonly toggle: () => void; readonly error: unknown };

function useMark(queryKey: readonly string[], initial: boolean, store: (isOn: boolean) => Promise<void>): Mark {
  const queries = useQueryClient();
  const { data: isOn } = useQuery({
    queryKey,
    queryFn: () => initial,
    initialData: initial,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const { mutate, error } = useMutation({
    mutationFn: store,
    onMutate: (next: boolean) => queries.setQueryData(queryKey, next),
    onError: (_error, next) => queries.setQueryData(queryKey, !next),
    scope: { id: queryKey.join(' ') }, // One after the other: the last press stands.
  });
  return { isOn, toggle: () => mutate(!isOn), error };
}
