import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { More } from '../../components/more.tsx';
import { SaveButtons } from '../../components/save-buttons.tsx';
import { Settled } from '../../proof/settled.tsx';
import { Panel } from '../../shell/page.tsx';
import { grouped } from '../../words.ts';
import { LedgerRows } from './ledger-rows.tsx';
import { ledgerOffers } from './offers.ts';
import { type LedgerWish, reports } from './report-queries.ts';

type Props = { title: string; isOwn?: boolean; wish: LedgerWish; nothing: ReactNode };

/** The rows that are wished for, a page at a time, and the whole of them as a file. */
export function LedgerReport({ title, isOwn = false, wish, nothing }: Props) {
  const query = useInfiniteQuery(reports.ledger(isOwn, wish));
  const size = query.data?.pages[0]?.size;
  return (
    <Panel title={title} note={size === undefined ? '…' : `From the log of ${grouped(size)} leaves`}>
      <SaveButtons label="All of it as a file" offers={ledgerOffers(isOwn, wish)}>
        {isOwn ? null : (
          <span className="muted">
            The whole book for hledger:{' '}
            <code>npm run cli -- export --format hledger{wish.book === undefined ? '' : ` --book ${wish.book}`}</code>
          </span>
        )}
      </SaveButtons>
      <Settled query={query} rows={12}>
        {(data) => {
          const rows = data.pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title="Nothing there">{nothing}</EmptyState>
          ) : (
            <LedgerRows rows={rows} isOwn={isOwn} />
          );
        }}
      </Settled>
      <More query={query} />
    </Panel>
  );
}
