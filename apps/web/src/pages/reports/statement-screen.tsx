import { useBook } from '../../book.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../shell/page.tsx';
import { usePut } from '../../use-put.ts';
import { LedgerReport } from './ledger-report.tsx';
import { useOwnerName } from './owner-name.tsx';
import { PickOwner } from './pick.tsx';
import { RangeBar } from './range-bar.tsx';
import { rangeIn } from './range.ts';
import { OwnReportPage, ReportPage } from './report-page.tsx';

/** All accounts of one organisation over a range of days, for who reads the whole book. */
export function StatementScreen() {
  return <ReportPage title="Statement">{({ today }) => <Statement today={today} />}</ReportPage>;
}

function Statement({ today }: { today: string }) {
  const [search, put] = usePut();
  const owner = search.get('owner') ?? '';
  const nameOf = useOwnerName();
  const of = useBook();
  const range = rangeIn(search, today);
  return (
    <>
      <Panel title="Whose, and when">
        <div className="fields">
          <PickOwner label="Whose" all="Pick an organisation" owner={owner} onChange={(next) => put({ owner: next })} />
        </div>
        <RangeBar range={range} today={today} onChange={put} />
      </Panel>
      {owner === '' ? (
        <EmptyState title="Pick an organisation">
          <p>Its accounts come with what was there before, every movement, and what was there after.</p>
        </EmptyState>
      ) : (
        <LedgerReport
          title={nameOf(owner)}
          wish={{ ...of, ...range, owner }}
          nothing={<p>This organisation has no account in the book yet.</p>}
        />
      )}
    </>
  );
}

/** The reader's own accounts over a range of days. */
export function OwnStatementScreen() {
  return <OwnReportPage title="Statement">{(today) => <OwnStatement today={today} />}</OwnReportPage>;
}

function OwnStatement({ today }: { today: string }) {
  const [search, put] = usePut();
  const range = rangeIn(search, today);
  const of = useBook();
  return (
    <>
      <Panel title="When">
        <RangeBar range={range} today={today} onChange={put} />
      </Panel>
      <LedgerReport
        title="All your accounts"
        isOwn
        wish={{ ...of, ...range }}
        nothing={<p>The first sale or deposit opens your first account.</p>}
      />
    </>
  );
}
