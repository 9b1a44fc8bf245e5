import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { post, Problem } from '../api.ts';
import { Loaded } from '../components/loaded.tsx';
import { dayOf } from '../words.ts';
import { commentsQuery } from './feed-queries.ts';

/** Comments under a post, oldest first, and a place for one's own. Readers have no names here. */
export function Comments({ postId }: { postId: string }) {
  const query = useQuery(commentsQuery(postId));
  return (
    <section id="comments" aria-labelledby="comments-title" className="comments">
      <h2 id="comments-title">Comments</h2>
      <Loaded query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">None yet.</p>
          ) : (
            <ul>
              {items.map(({ id, body, created_at: at }) => (
                <li key={id}>
                  <p>{body}</p>
                  <p className="muted">
                    <time dateTime={at}>{dayOf(at)}</time>
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <CommentForm postId={postId} />
    </section>
  );
}

function CommentForm({ postId }: { postId: string }) {
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const add = useMutation({
    mutationFn: (body: string) => post('/v1/posts/{id}/comments', { body }, { id: postId }),
    onSuccess: async () => {
      form.current?.reset();
      await queries.invalidateQueries({ queryKey: commentsQuery(postId).queryKey });
    },
  });
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        const words = new FormData(event.currentTarget).get('words');
        if (typeof words === 'string') add.mutate(words);
      }}
    >
      <label>
        Your comment
        <textarea name="words" required maxLength={1000} rows={2} />
      </label>
      <button type="submit" disabled={add.isPending}>
        Comment
      </button>
      <p role="status" className={add.error === null ? 'muted' : 'broken'}>
        {add.error === null ? SAYS[add.data?.state ?? 'none'] : wordsOf(add.error)}
      </p>
    </form>
  );
}

const SAYS = {
  none: '',
  shown: 'It is there.',
  queued: 'A moderator looks at it before others see it.',
  removed: 'It was not published: it breaks the rules.',
} as const;

function wordsOf(error: unknown): string {
  return error instanceof Problem ? error.message : 'The server could not be reached.';
}
