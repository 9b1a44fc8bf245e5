import { EmptyState } from '../components/empty-state.tsx';
import type { Me } from '../queries.ts';
import { Page } from '../shell/page.tsx';

/** For people whose roles have no screen: says so, and what can be done meanwhile. */
export function LaterScreen({ roles }: { roles: Me['roles'] }) {
  return (
    <Page title="Overview">
      <EmptyState title="There is no screen for you yet">
        <p>Your roles are {roles.join(', ')}.</p>
        <p className="muted">
          What the product can do already is in the <a href="/docs">API reference</a>. To see money and its proofs, sign
          in as a person of finance or as an influencer.
        </p>
      </EmptyState>
    </Page>
  );
}
