import { useInfiniteQuery } from '@tanstack/react-query';
import { useOwnerName } from '../pages/reports/owner-name.tsx';
import { PickOwner } from '../pages/reports/pick.tsx';
import { OWN_REPORTS, ReportNav } from '../pages/reports/report-nav.tsx';
import { pages } from '../queries.ts';
import { Page, Panel } from '../shell/page.tsx';
import { usePut } from '../use-put.ts';
import { LooksList } from './looks-list.tsx';

/** Who of the platform looked at whose money, newest first: for auditors. */
export function LooksScreen() {
  const [search, put] = usePut();
  const owner = search.get('owner') ?? '';
  const query = useInfiniteQuery(pages.moneyReads(owner));
  return (
    <Page title="Who looked" scope={<span>All organisations</span>}>
      <Panel title="Whose money">
        <div className="fields">
          <PickOwner label="Whose" all="Everybody’s" owner={owner} onChange={(next) => put({ owner: next })} />
        </div>
      </Panel>
      <Panel
        title="Looks at money of others"
        note="Newest first; written down before each answer is sent, and never changed"
      >
        <LooksList
          query={query}
          whose={({ is_of_all: isOfAll, owners }) => <Whose isOfAll={isOfAll} owners={owners} />}
          nothing={
            <p>A line appears here when finance or an auditor opens an account, an entry or a statement of somebody.</p>
          }
        />
      </Panel>
    </Page>
  );
}

/** Owners that are named before the rest is counted. */
const NAMED = 2;

function Whose({ isOfAll, owners }: { isOfAll: boolean; owners: readonly string[] }) {
  const nameOf = useOwnerName();
  if (isOfAll) return 'Everybody’s';
  const named = owners.slice(0, NAMED).map(nameOf).join(', ');
  const rest = owners.length - NAMED;
  return rest > 0 ? `${named} and ${rest} more` : named;
}

/** Who of the platform looked at the reader's money, in whichever book. */
export function OwnLooksScreen() {
  const query = useInfiniteQuery(pages.ownMoneyReads);
  return (
    <Page title="Who looked">
      <ReportNav tabs={OWN_REPORTS} />
      <Panel
        title="Looks at your money"
        note="By people of the platform; written down before they saw anything, and never changed"
      >
        <LooksList
          query={query}
          nothing={
            <p>
              When somebody of the platform opens your accounts or entries, it stands here: who, when, at what, and why.
            </p>
          }
        />
      </Panel>
    </Page>
  );
}
