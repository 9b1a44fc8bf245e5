import { useQuery } from '@tanstack/react-query';
import { inFileName, useBook } from '../../book.ts';
import { BookScope } from '../../components/book-choice.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { type Offer, SaveButtons } from '../../components/save-buttons.tsx';
import { Together } from '../../components/together.tsx';
import { ReasonBar } from '../../looks/reason-bar.tsx';
import { ask, type MomentQuery } from '../../queries.ts';
import { Page, Panel } from '../../shell/page.tsx';
import { grouped, momentOf } from '../../words.ts';
import { ChartLines } from '../chart-lines.tsx';
import { EntryDrawer } from '../entry-drawer.tsx';
import { balanceCsv } from './balance-csv.ts';
import { type Balance, withEveryLine } from './every-line.ts';
import { LineDrawer } from './line-drawer.tsx';
import { momentQuery } from './moment.ts';
import { MomentBar } from './moment-bar.tsx';
import { type MomentInHand, useMoment } from './use-moment.ts';

/** The book at any past moment: by line of the chart, then accounts, then entries with their proofs. */
export function TrialBalanceScreen() {
  const moment = useMoment();
  const of = useBook();
  const query = { ...of, ...momentQuery(moment.by, moment.at, moment.known) };
  return (
    <Page
      title="Trial balance"
      scope={<BookScope>All organisations</BookScope>}
      // The figures of a moment stay until those of the next are there; of another book none stays.
      action={<AsFile key={of.book} query={query} />}
    >
      <MomentBar moment={moment} />
      <ReasonBar />
      <Figures key={of.book} query={query} title={titleOf(moment)} />
      <LineDrawer moment={query} />
      <EntryDrawer />
    </Page>
  );
}

function AsFile({ query }: { query: MomentQuery }) {
  const { data } = useQuery(ask.trialBalanceAt(query));
  return <SaveButtons label="As a file" offers={data === undefined ? [] : [csvOf(data, query)]} />;
}

function Figures({ query, title }: { query: MomentQuery; title: string }) {
  const balance = useQuery(ask.trialBalanceAt(query));
  const today = useQuery(ask.trialBalance(useBook()));
  return (
    <Together queries={[balance, today]}>
      {balance.data === undefined || today.data === undefined ? null : (
        <Books balance={balance.data} today={today.data} title={balance.isPlaceholderData ? 'Adding up' : title} />
      )}
    </Together>
  );
}

type BooksProps = { balance: Balance; today: Balance; title: string };

/** The title says of which moment the figures are, and nothing while those of another are on their way. */
function Books({ balance, today, title }: BooksProps) {
  const books = withEveryLine(balance, today);
  const broken = books.filter(({ debits, credits }) => debits.amount !== credits.amount);
  return (
    <>
      {broken.length === 0 ? null : <Alarm assets={broken.map(({ asset }) => asset)} />}
      {books.length === 0 ? (
        <EmptyState title="Nothing is booked yet">
          <p>The first deposit or sale opens the book.</p>
        </EmptyState>
      ) : null}
      {books.map((book) => (
        <Panel
          key={book.asset}
          title={`${title}, ${book.asset}`}
          note={`Added up from the log, ${grouped(balance.seq)} leaves today`}
        >
          <ChartLines book={book} isDrilled />
        </Panel>
      ))}
    </>
  );
}

function titleOf({ by, at, known }: MomentInHand): string {
  const [when, then] = [at, known].map((each) => (each === undefined ? '' : momentOf(new Date(each).toISOString())));
  if (by === 'recorded') return at === undefined ? 'Now' : `What was booked by ${when}`;
  const what = at === undefined ? 'Now' : `What had happened by ${when}`;
  return known === undefined ? what : `${what}, as the books stood on ${then}`;
}

function csvOf(balance: Balance, of: MomentQuery): Offer {
  const make = (): Promise<Blob> => Promise.resolve(new Blob([balanceCsv(balance)], { type: 'text/csv' }));
  return { title: 'CSV', name: `trial-balance${inFileName(of)}-${balance.seq}.csv`, make };
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
