import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Together } from '../../components/together.tsx';
import { ask } from '../../queries.ts';
import { Page, Panel } from '../../shell/page.tsx';
import { grouped, momentOf } from '../../words.ts';
import { ChartLines } from '../chart-lines.tsx';
import { EntryDrawer } from '../entry-drawer.tsx';
import { LineDrawer } from './line-drawer.tsx';
import { momentQuery } from './moment.ts';
import { MomentBar } from './moment-bar.tsx';
import { type MomentInHand, useMoment } from './use-moment.ts';

type Balance = Answer<'/v1/trial-balance'>;

/** The book at any past moment: by line of the chart, then accounts, then entries with their proofs. */
export function TrialBalanceScreen() {
  const moment = useMoment();
  const query = momentQuery(moment.by, moment.at);
  const balance = useQuery(ask.trialBalanceAt(query));
  return (
    <Page title="Trial balance" scope={<span>All organisations</span>}>
      <MomentBar moment={moment} />
      <Together queries={[balance]}>
        {balance.data === undefined ? null : <Books balance={balance.data} moment={moment} />}
      </Together>
      <LineDrawer moment={query} />
      <EntryDrawer />
    </Page>
  );
}

function Books({ balance: { assets, seq }, moment }: { balance: Balance; moment: MomentInHand }) {
  const broken = assets.filter(({ debits, credits }) => debits.amount !== credits.amount);
  return (
    <>
      {broken.length === 0 ? null : <Alarm assets={broken.map(({ asset }) => asset)} />}
      {assets.length === 0 ? (
        <Panel title={titleOf(moment)}>
          <EmptyState title="Nothing yet">
            <p>The book was empty at that moment. Move the slider towards now.</p>
          </EmptyState>
        </Panel>
      ) : (
        assets.map((book) => (
          <Panel
            key={book.asset}
            title={`${titleOf(moment)}, ${book.asset}`}
            note={`Added up from the log, ${grouped(seq)} leaves today`}
          >
            <ChartLines book={book} isDrilled />
          </Panel>
        ))
      )}
    </>
  );
}

function titleOf({ by, at }: MomentInHand): string {
  if (at === undefined) return 'Now';
  const when = momentOf(new Date(at).toISOString());
  return by === 'effective' ? `What had happened by ${when}` : `What was booked by ${when}`;
}

/** Must never show: it says that money was made or lost inside the book. */
function Alarm({ assets }: { assets: readonly string[] }) {
  return (
    <div className="error" role="alert">
      <h2>The book does not balance: {assets.join(', ')}</h2>
      <p>
        Debits and credits differ, which no posting can cause. Approve no payout, keep this screen, and have the money
        checked: <code>npm run cli -- reconcile</code> names the row.
      </p>
    </div>
  );
}
