import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { getFile } from '../../api.ts';
import { inFileName, useBook, useInBook } from '../../book.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Money } from '../../components/money.tsx';
import { More } from '../../components/more.tsx';
import { SaveButtons } from '../../components/save-buttons.tsx';
import { Panel } from '../../shell/page.tsx';
import { usePut } from '../../use-put.ts';
import { dateOf, lineInWords } from '../../words.ts';
import { AgeBars } from './age-bars.tsx';
import { AGES, owedBooks } from './buckets.ts';
import { OwnerName } from './owner-name.tsx';
import { daysBefore, endOf, type Range } from './range.ts';
import { type BookDay, ReportPage } from './report-page.tsx';
import { type Owed, type OwedWish, reports } from './report-queries.ts';

/** What merchants and influencers owe, and for how long: now, or at the end of any day. */
export function OwedScreen() {
  return <ReportPage title="Owed to us">{(day) => <OwedReport {...day} />}</ReportPage>;
}

function OwedReport({ today, zone }: BookDay) {
  const [search, put] = usePut();
  const day = search.get('on') ?? '';
  const wish: OwedWish = { ...useBook(), ...(day === '' ? {} : { at: endOf(day, zone) }) };
  const totals = useQuery(reports.owedTotals(wish));
  const name = `aged-receivables${inFileName(wish)}-${day === '' ? today : day}.csv`;
  return (
    <>
      <Panel
        title={day === '' ? 'Owed now, by age' : `Owed at the end of ${dateOf(day)}, by age`}
        note="What was paid takes the oldest first"
      >
        <div className="range">
          <label>
            At the end of
            <input type="date" max={today} value={day} onChange={(event) => put({ on: event.currentTarget.value })} />
          </label>
          <fieldset className="choice presets">
            <legend>Or</legend>
            <button type="button" aria-pressed={day === ''} onClick={() => put({ on: undefined })}>
              Now
            </button>
          </fieldset>
        </div>
        <Loaded query={totals} rows={5}>
          {({ lines }) =>
            lines.length === 0 ? (
              <EmptyState title="Nobody owes anything">
                <p>
                  A line appears when a sale is booked that its merchant has not funded, or when something is refunded
                  that was paid out already.
                </p>
              </EmptyState>
            ) : (
              owedBooks(lines).map((book) => <AgeBars key={book.asset} book={book} />)
            )
          }
        </Loaded>
      </Panel>
      <Panel title="Who owes" note="By account, with what is open by age">
        <SaveButtons
          label="All of it as a file"
          offers={[{ title: 'CSV', name, make: () => getFile('/v1/reports/aged-receivables.csv', wish) }]}
        />
        <Debtors
          wish={wish}
          range={{ from: daysBefore(day === '' ? today : day, 365), to: day === '' ? today : day }}
        />
      </Panel>
    </>
  );
}

function Debtors({ wish, range }: { wish: OwedWish; range: Range }) {
  const query = useInfiniteQuery(reports.owed(wish));
  return (
    <>
      <Loaded query={query} rows={6}>
        {(data) => {
          const rows = data.pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <p className="muted">No account has anything open.</p>
          ) : (
            <OwedTable rows={rows} range={range} />
          );
        }}
      </Loaded>
      <More query={query} />
    </>
  );
}

function OwedTable({ rows, range }: { rows: readonly Owed[]; range: Range }) {
  const inBook = useInBook();
  return (
    <table className="stack owed">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">For what</th>
          <th scope="col">Since</th>
          {AGES.map((age) => (
            <th key={age} scope="col" className="right wide">
              {age} days
            </th>
          ))}
          <th scope="col" className="right">
            Open
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ account, line, open, buckets, oldest_on: oldest }) => (
          <tr key={`${account} ${open.asset}`}>
            <td className="what">
              <Link to={inBook('/reports/ledger', { account, asset: open.asset, ...range })}>
                <OwnerName path={account} />
              </Link>
            </td>
            <td className="accounts">{lineInWords(line)}</td>
            <td className="when">{oldest === null ? '' : dateOf(oldest)}</td>
            {AGES.map((age) => (
              <td key={age} className="right wide">
                <Money value={buckets[age]} />
              </td>
            ))}
            <td className="right amount">
              <Money value={open} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
