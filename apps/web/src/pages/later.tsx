import { EmptyState } from '../components/empty-state.tsx';
import type { Me } from '../queries.ts';
import { Page } from '../shell/page.tsx';

const COMING: Readonly<Partial<Record<Me['roles'][number], string>>> = {
  moderator:
    'What comes here: the queue of reported posts, each case with its evidence, the policy, and what a decision does to money.',
  shopper: 'What comes here: the feed, posts with the products in them, and the way to the shop by a tracked link.',
};

/** For people whose screens are not built yet: says so, and what can be done meanwhile. */
export function LaterScreen({ roles }: { roles: Me['roles'] }) {
  return (
    <Page title="Overview">
      <EmptyState title="There is no screen for you yet">
        {roles.map((role) => (
          <p key={role}>{COMING[role]}</p>
        ))}
        <p className="muted">
          What the product can do already is in the <a href="/docs">API reference</a>. To see money and its proofs, sign
          in as a person of finance or as an influencer.
        </p>
      </EmptyState>
    </Page>
  );
}
