import { useInfiniteQuery } from '@tanstack/react-query';
import { useBook } from '../book.ts';
import { BookChoice } from '../components/book-choice.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Settled } from '../proof/settled.tsx';
import { More } from '../components/more.tsx';
import { ReasonBar } from '../looks/reason-bar.tsx';
import { pages } from '../queries.ts';
import { Page, Panel } from '../shell/page.tsx';
import { EntriesTable } from './entries-table.tsx';
import { EntryDrawer } from './entry-drawer.tsx';
import { ReportNav, type Tabs } from './reports/report-nav.tsx';

/** Every entry that the reader may see, newest first. */
export function LedgerScreen({ title, tabs }: { title: string; tabs?: Tabs }) {
  const query = useInfiniteQuery(pages.entries(useBook()));
  return (
    <Page title={title} scope={<BookChoice />}>
      {tabs === undefined ? <ReasonBar /> : <ReportNav tabs={tabs} />}
      <Panel title="Entries" note="Newest first; what is booked is never changed">
        <Settled query={query} rows={12}>
          {(data) => {
            const entries = data.pages.flatMap(({ items }) => items);
            return entries.length === 0 ? (
              <EmptyState title="Nothing is booked yet">
                <p>An entry appears here with the first deposit or sale.</p>
              </EmptyState>
            ) : (
              <EntriesTable entries={entries} />
            );
          }}
        </Settled>
        <More query={query} />
      </Panel>
      <EntryDrawer />
    </Page>
  );
}
