import { useBook } from '../../book.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../shell/page.tsx';
import { usePut } from '../../use-put.ts';
import { accountInWords, lineInWords, lineOf } from '../../words.ts';
import { LedgerReport } from './ledger-report.tsx';
import { PickAccount, PickLine } from './pick.tsx';
import { RangeBar } from './range-bar.tsx';
import { rangeIn } from './range.ts';
import { ReportPage } from './report-page.tsx';

/** Every movement of a line of the chart, or of one of its accounts, over a range of days. */
export function GeneralLedgerScreen() {
  return <ReportPage title="General ledger">{({ today }) => <GeneralLedger today={today} />}</ReportPage>;
}

function GeneralLedger({ today }: { today: string }) {
  const [search, put] = usePut();
  const [path, asset] = [search.get('account') ?? '', search.get('asset') ?? ''];
  const line = path === '' ? (search.get('line') ?? '') : lineOf(path);
  const range = rangeIn(search, today);
  const of = useBook();
  return (
    <>
      <Panel title="Which rows">
        <div className="fields">
          <PickLine line={line} onChange={(next) => put({ line: next, account: undefined, asset: undefined })} />
          <PickAccount
            line={line}
            account={path === '' ? undefined : { path, asset }}
            all="All of the line"
            onChange={(next) => put({ line, account: next?.path, asset: next?.asset })}
          />
        </div>
        <RangeBar range={range} today={today} onChange={put} />
      </Panel>
      {line === '' ? (
        <EmptyState title="Pick a line">
          <p>What moved on it comes account by account, each row with the account on the other side and its proof.</p>
        </EmptyState>
      ) : (
        <LedgerReport
          title={path === '' ? lineInWords(line) : accountInWords(path)}
          wish={{ ...of, ...range, ...(path === '' ? { line } : { account: path, asset }) }}
          nothing={<p>Nothing of it was ever booked.</p>}
        />
      )}
    </>
  );
}
