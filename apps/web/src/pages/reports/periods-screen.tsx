import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useBook } from '../../book.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { KpiCard } from '../../components/kpi-card.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { More } from '../../components/more.tsx';
import { ask } from '../../queries.ts';
import { Panel } from '../../shell/page.tsx';
import { dateOf, grouped, momentOf } from '../../words.ts';
import { PeriodForms } from './period-forms.tsx';
import { dayIn } from './range.ts';
import { type BookDay, ReportPage } from './report-page.tsx';
import { type PeriodMove, reports } from './report-queries.ts';

/** Until when the books are closed, how that came to be, and for finance the forms that move it. */
export function PeriodsScreen() {
  return (
    <ReportPage title="Periods" isOfOthers={false}>
      {(day) => <Periods {...day} />}
    </ReportPage>
  );
}

function Periods({ today, zone }: BookDay) {
  const of = useBook();
  const { data: me } = useQuery(ask.me);
  const { data: closed } = useQuery(reports.closed(of));
  const query = useInfiniteQuery(reports.periods(of));
  const until = closed?.closed_until ?? null;
  const firstOpen = until === null ? undefined : dayIn(zone, new Date(until));
  return (
    <>
      <dl className="kpis">
        <KpiCard
          label="The books are closed before"
          note={`In ${zone}; nothing can take effect before that day, whoever books it`}
          isFirst
        >
          {firstOpen === undefined ? 'Nothing is closed' : dateOf(firstOpen)}
        </KpiCard>
      </dl>
      {me?.roles.includes('finance') === true ? <PeriodForms today={today} firstOpen={firstOpen} /> : null}
      <Panel title="Closings and re-openings" note="Newest first; each is a note of the log, who and why with it">
        <Loaded query={query} rows={6}>
          {(data) => {
            const moves = data.pages.flatMap(({ items }) => items);
            return moves.length === 0 ? (
              <EmptyState title="The books were never closed">
                <p>A closing stands here for ever, with who did it and why; so does a re-opening.</p>
              </EmptyState>
            ) : (
              <Moves moves={moves} zone={zone} />
            );
          }}
        </Loaded>
        <More query={query} />
      </Panel>
    </>
  );
}

function Moves({ moves, zone }: { moves: readonly PeriodMove[]; zone: string }) {
  const people = [...new Set(moves.map(({ moved_by: by }) => by))].filter((by) => by.startsWith('usr_'));
  const { data } = useQuery(reports.names(people));
  const nameOf = (by: string): string =>
    data?.names[by] ?? (by.startsWith('key_') ? 'An API key' : `${by.slice(0, 14)}…`);
  const dayOf = (instant: string): string => dateOf(dayIn(zone, new Date(instant)));
  return (
    <table className="stack moves">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">Who</th>
          <th scope="col">Why</th>
          <th scope="col" className="right">
            Log position
          </th>
        </tr>
      </thead>
      <tbody>
        {moves.map((move) => (
          <tr key={move.note_seq}>
            <td className="when">
              <time dateTime={move.moved_at}>{momentOf(move.moved_at)}</time>
            </td>
            <td className="what">{inWords(move, dayOf)}</td>
            <td className="state">{nameOf(move.moved_by)}</td>
            <td className="accounts">{move.reason}</td>
            <td className="right wide">{grouped(move.note_seq)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function inWords({ kind, until }: PeriodMove, dayOf: (instant: string) => string): string {
  if (until === null) return 'Opened all of it again';
  return kind === 'close' ? `Closed before ${dayOf(until)}` : `Opened again from ${dayOf(until)}`;
}
