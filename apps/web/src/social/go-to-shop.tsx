import type { ReactNode } from 'react';
import { tellFeed } from './told.ts';

type Props = {
  /** The tracked way: `/l/…`. */
  readonly path: string;
  readonly postId: string;
  /** The served feed that the post was in; undefined where the reader came another way. */
  readonly context: string | undefined;
  readonly isPrimary?: boolean;
  readonly children: ReactNode;
};

/** Leaves for the shop by the post's own tracked link. The browser goes there itself; nothing is in its way. */
export function GoToShop({ path, postId, context, isPrimary = false, children }: Props) {
  return (
    <a
      href={path}
      target="_blank"
      rel="sponsored noopener"
      className={isPrimary ? 'go primary' : 'go'}
      onClick={() => {
        // What the feed does not learn costs the reader nothing.
        tellFeed(context, postId, 'tag_click').catch(() => undefined);
      }}
    >
      {children}
      <span className="hidden"> (opens the shop in a new tab)</span>
    </a>
  );
}
