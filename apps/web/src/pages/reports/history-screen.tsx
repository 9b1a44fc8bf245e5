import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useBook } from '../../book.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { KpiCard } from '../../components/kpi-card.tsx';
import { LineChart } from '../../components/line-chart.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Money } from '../../components/money.tsx';
import { Panel } from '../../shell/page.tsx';
import { usePut } from '../../use-put.ts';
import { accountInWords, dateOf, lineOf, momentOf } from '../../words.ts';
import { ownerOf } from '../trial-balance/account-owner.ts';
import { momentQuery } from '../trial-balance/moment.ts';
import { MomentBar } from '../trial-balance/moment-bar.tsx';
import { useMoment } from '../trial-balance/use-moment.ts';
import { OwnerName } from './owner-name.tsx';
import { PickAccount, PickLine, PickOwnAccount } from './pick.tsx';
import { type Range, rangeIn } from './range.ts';
import { RangeBar } from './range-bar.tsx';
import { OwnReportPage, ReportPage } from './report-page.tsx';
import { type AccountName, reports } from './report-queries.ts';

/** How one account's balance went, and what it was at any moment: for who reads the whole book. */
export function HistoryScreen() {
  return (
    <ReportPage title="Over time">
      {({ today }) => (
        <History today={today} pick={<PickAny />} title={(path) => <Whose path={path} />}>
          <p>Its balance comes as a picture and day by day, and what it was at any moment.</p>
        </History>
      )}
    </ReportPage>
  );
}

/** The same for the reader's own accounts. */
export function OwnHistoryScreen() {
  return (
    <OwnReportPage title="Over time">
      {(today) => (
        <History today={today} pick={<PickOwn />} title={accountInWords}>
          <p>Its balance comes as a picture and day by day, and what it was at any moment.</p>
        </History>
      )}
    </OwnReportPage>
  );
}

function PickAny() {
  const [search, put] = usePut();
  const account = accountIn(search);
  const line = account === undefined ? (search.get('in') ?? '') : lineOf(account.path);
  const set = (next: AccountName | undefined): void => put({ in: line, account: next?.path, asset: next?.asset });
  return (
    <>
      <PickLine line={line} onChange={(next) => put({ in: next, account: undefined, asset: undefined })} />
      <PickAccount line={line} account={account} onChange={set} />
    </>
  );
}

function PickOwn() {
  const [search, put] = usePut();
  const set = (next: AccountName | undefined): void => put({ account: next?.path, asset: next?.asset });
  return <PickOwnAccount account={accountIn(search)} onChange={set} />;
}

function accountIn(search: URLSearchParams): AccountName | undefined {
  const [path, asset] = [search.get('account'), search.get('asset')];
  return path === null || asset === null ? undefined : { path, asset };
}

type Props = { today: string; pick: ReactNode; title: (path: string) => ReactNode; children: ReactNode };

const STEPS = [
  ['day', 'Day by day'],
  ['month', 'Month by month'],
] as const;

function History({ today, pick, title, children }: Props) {
  const [search, put] = usePut();
  const account = accountIn(search);
  const range = rangeIn(search, today);
  const step = search.get('step') === 'month' ? 'month' : 'day';
  return (
    <>
      <Panel title="Which account">
        <div className="fields">{pick}</div>
        <RangeBar range={range} today={today} onChange={put} />
        <fieldset className="choice">
          <legend>In steps</legend>
          {STEPS.map(([name, words]) => (
            <label key={name}>
              <input type="radio" name="step" checked={step === name} onChange={() => put({ step: name })} />
              {words}
            </label>
          ))}
        </fieldset>
      </Panel>
      {account === undefined ? (
        <EmptyState title="Pick an account">{children}</EmptyState>
      ) : (
        <>
          <Course account={account} range={range} step={step} title={title(account.path)} />
          <AtMoment account={account} />
        </>
      )}
    </>
  );
}

function Whose({ path }: { path: string }) {
  if (ownerOf(path) === undefined) return accountInWords(path);
  return (
    <>
      <OwnerName path={path} />: {accountInWords(path)}
    </>
  );
}

type CourseProps = { account: AccountName; range: Range; step: 'day' | 'month'; title: ReactNode };

function Course({ account, range, step, title }: CourseProps) {
  const query = useQuery(reports.history(account, { ...useBook(), ...range, step }));
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{title}</h2>
        <p className="muted">At the end of each {step}</p>
      </div>
      <Loaded query={query} rows={8}>
        {({ points }) => (
          <LineChart
            title={`Balance of ${accountInWords(account.path)}`}
            of={step === 'day' ? 'Day' : 'Month up to'}
            columns={['Debits', 'Credits']}
            points={points.map(({ on, balance, debits, credits }) => ({
              key: on,
              label: dateOf(on),
              value: balance,
              more: [<Money key="debits" value={debits} />, <Money key="credits" value={credits} />],
            }))}
          />
        )}
      </Loaded>
    </section>
  );
}

/** By when it happened or by when it was booked, to the second. */
function AtMoment({ account }: { account: AccountName }) {
  const moment = useMoment();
  const of = useBook();
  const query = useQuery(reports.balanceAt(account, { ...of, ...momentQuery(moment.by, moment.at, moment.known) }));
  const when = moment.at === undefined ? 'Now' : momentOf(new Date(moment.at).toISOString());
  return (
    <>
      <MomentBar moment={moment} />
      <Loaded query={query} rows={3}>
        {({ balance, debits, credits }) => (
          <dl className="kpis" aria-busy={query.isPlaceholderData}>
            <KpiCard label="Balance" note={query.isPlaceholderData ? 'Adding up' : when} isFirst>
              <Money value={balance} />
            </KpiCard>
            <KpiCard label="Debits until then" note="Everything that was ever debited">
              <Money value={debits} />
            </KpiCard>
            <KpiCard label="Credits until then" note="Everything that was ever credited">
              <Money value={credits} />
            </KpiCard>
          </dl>
        )}
      </Loaded>
    </>
  );
}
