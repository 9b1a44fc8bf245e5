import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode, useState } from 'react';
import { useBook } from '../../book.ts';
import { BookChoice, BookScope } from '../../components/book-choice.tsx';
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

/** A report for who reads the whole book, with the way to the others. Of one book nothing is left on the screen of another. */
export function ReportPage({ title, isOfOthers = true, children }: Props) {
  const of = useBook();
  const query = useQuery(reports.closed(of));
  const [now] = useState(() => new Date());
  return (
    <Page title={title} scope={<BookScope>{query.data === undefined ? '…' : `Days in ${query.data.zone}`}</BookScope>}>
      <ReportNav tabs={REPORTS} />
      {isOfOthers ? <ReasonBar /> : null}
      <Loaded query={query} rows={12}>
        {({ zone }) => <Fragment key={of.book}>{children({ zone, today: dayIn(zone, now) })}</Fragment>}
      </Loaded>
      <EntryDrawer />
    </Page>
  );
}

type OwnProps = {
  readonly title: string;
  readonly children: (today: string) => ReactNode;
};

/** A report for who reads their own part. The zone of the book is not theirs to ask: days are taken as UTC's. */
export function OwnReportPage({ title, children }: OwnProps) {
  const of = useBook();
  const [now] = useState(() => new Date());
  return (
    <Page title={title} scope={<BookChoice />}>
      <ReportNav tabs={OWN_REPORTS} />
      <Fragment key={of.book}>{children(dayIn('UTC', now))}</Fragment>
      <EntryDrawer />
    </Page>
  );
}
