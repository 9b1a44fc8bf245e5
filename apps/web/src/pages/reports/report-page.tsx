import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Loaded } from '../../components/loaded.tsx';
import { ReasonBar } from '../../looks/reason-bar.tsx';
import { Page } from '../../shell/page.tsx';
import { EntryDrawer } from '../entry-drawer.tsx';
import { dayIn } from './range.ts';
import { OWN_REPORTS, ReportNav, REPORTS } from './report-nav.tsx';
import { reports } from './report-queries.ts';

/** Today, where the book is, and its zone. */
export type BookDay = { readonly today: string; readonly zone: string };

type Props = {
  readonly title: string;
  /** Whether it shows what is somebody's: then the reader is asked why. */
  readonly isOfOthers?: boolean;
  readonly children: (day: BookDay) => ReactNode;
};

/** A report for who reads the whole book, with the way to the others. */
export function ReportPage({ title, isOfOthers = true, children }: Props) {
  const query = useQuery(reports.closed);
  const [now] = useState(() => new Date());
  return (
    <Page title={title} scope={<span>{query.data === undefined ? '…' : `Days in ${query.data.zone}`}</span>}>
      <ReportNav tabs={REPORTS} />
      {isOfOthers ? <ReasonBar /> : null}
      <Loaded query={query} rows={12}>
        {({ zone }) => children({ zone, today: dayIn(zone, now) })}
      </Loaded>
      <EntryDrawer />
    </Page>
  );
}

/** A report for who reads their own part. The zone of the book is not theirs to ask: days are taken as UTC's. */
export function OwnReportPage({ title, children }: { title: string; children: (today: string) => ReactNode }) {
  const [now] = useState(() => new Date());
  return (
    <Page title={title}>
      <ReportNav tabs={OWN_REPORTS} />
      {children(dayIn('UTC', now))}
      <EntryDrawer />
    </Page>
  );
}
