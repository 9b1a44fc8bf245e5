import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { type Commission, pages } from '../queries.ts';
import { Page, Panel } from '../shell/page.tsx';
import { WhyDrawer } from '../why/why-drawer.tsx';
import { CommissionsTable } from './commissions-table.tsx';

const STATES = [
  [undefined, 'All'],
  ['unfunded', 'Unfunded'],
  ['pending', 'Pending'],
  ['payable', 'Payable'],
  ['reversed', 'Taken back'],
] as const satisfies readonly (readonly [Commission['state'] | undefined, string])[];

/** Every commission of the reader's organisation; the state that is looked at is in the address. */
export function CommissionsScreen() {
  const [search] = useSearchParams();
  const state = STATES.map(([name]) => name).find((name) => name !== undefined && name === search.get('state'));
  const query = useInfiniteQuery(pages.commissions(state));
  return (
    <Page title="Commissions">
      <Panel title="By sale" note="Newest first">
        <nav aria-label="State" className="filters">
          {STATES.map(([name, title]) => (
            <Link
              key={title}
              to={{ search: name === undefined ? '' : `state=${name}` }}
              aria-current={name === state ? 'true' : undefined}
            >
              {title}
            </Link>
          ))}
        </nav>
        <Loaded query={query} rows={12}>
          {(data) => {
            const commissions = data.pages.flatMap(({ items }) => items);
            return commissions.length === 0 ? (
              <EmptyState title="No commission is in this state">
                <p>
                  Commissions appear with the first sale through a link; choose another state to see those there are.
                </p>
              </EmptyState>
            ) : (
              <CommissionsTable commissions={commissions} />
            );
          }}
        </Loaded>
        <More query={query} />
      </Panel>
      <WhyDrawer />
    </Page>
  );
}
