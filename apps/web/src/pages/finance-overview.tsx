import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Answer, type MoneyJson } from '../api.ts';
import { useBook, useInBook } from '../book.ts';
import { BookScope } from '../components/book-choice.tsx';
import { HashText } from '../components/hash-text.tsx';
import { KpiCard } from '../components/kpi-card.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Money } from '../components/money.tsx';
import { Together } from '../components/together.tsx';
import { useAnchored } from '../coverage.ts';
import { ask } from '../queries.ts';
import { Page, Panel } from '../shell/page.tsx';
import { grouped, momentOf } from '../words.ts';
import { ChartLines, Verdict } from './chart-lines.tsx';
import { EntriesTable } from './entries-table.tsx';
import { EntryDrawer } from './entry-drawer.tsx';

/** What is held, whom it belongs to, and how far the book is proven. */
export function FinanceOverview() {
  const { book } = useBook();
  return (
    <Page title="Overview" scope={<BookScope>All organisations</BookScope>}>
      <BookOverview key={book} />
      <EntryDrawer />
    </Page>
  );
}

/** Of one book: nothing of it is left on the screen of another. */
function BookOverview() {
  const of = useBook();
  const inBook = useInBook();
  const balance = useQuery(ask.trialBalance(of));
  const entries = useQuery(ask.latestEntries(of, balance.data?.seq));
  const proof = [useQuery(ask.checkpoint(of)), useAnchored(of)];
  return (
    <Together queries={[balance, entries, ...proof]}>
      <Loaded query={balance} rows={4}>
        {(data) => <Figures balance={data} />}
      </Loaded>
      <Panel title="Latest entries" note={<Link to={inBook('/ledger')}>All entries</Link>}>
        <Loaded query={entries} rows={8}>
          {({ items }) => <EntriesTable entries={items} />}
        </Loaded>
      </Panel>
      <Loaded query={balance} rows={10}>
        {({ assets, seq }) =>
          assets.map((book) => (
            <Panel key={book.asset} title={`Trial balance, ${book.asset}`} note={`At log position ${grouped(seq)}`}>
              <ChartLines book={book} />
            </Panel>
          ))
        }
      </Loaded>
    </Together>
  );
}

function Figures({ balance }: { balance: Answer<'/v1/trial-balance'> }) {
  return (
    <>
      {balance.assets.map((book) => (
        <dl key={book.asset} className="kpis">
          <KpiCard label="In the payout vault" note="Tokens that the chain holds for everybody" isFirst>
            <Money value={sum(book, ['custody:chain'])} />
          </KpiCard>
          <KpiCard label="Owed to influencers" note="Pending, payable and settling, less claimed">
            <Money value={sum(book, ['payee:pending', 'payee:payable', 'payee:settling'], ['payee:paid'])} />
          </KpiCard>
          <KpiCard label="Debits less credits" note={<Verdict book={book} />}>
            <Money
              value={{ amount: String(BigInt(book.debits.amount) - BigInt(book.credits.amount)), asset: book.asset }}
            />
          </KpiCard>
        </dl>
      ))}
      <LogFigures seq={balance.seq} />
    </>
  );
}

function LogFigures({ seq }: { seq: string }) {
  const of = useBook();
  const { data: checkpoint } = useQuery(ask.checkpoint(of));
  const { data: anchored } = useAnchored(of);
  return (
    <dl className="kpis">
      <KpiCard
        label="Leaves in the log"
        note={checkpoint === undefined ? '…' : `${grouped(checkpoint.size)} signed, ${momentOf(checkpoint.signed_at)}`}
      >
        {grouped(seq)}
      </KpiCard>
      <KpiCard
        label="Anchored on chain"
        note={
          anchored === undefined ? (
            '…'
          ) : anchored.size === '0' ? (
            'Nothing yet'
          ) : (
            <>
              {anchored.block_number === null ? '' : `Block ${anchored.block_number}, `}
              {anchored.size === anchored.final_size ? 'final ' : 'not final yet '}
              {anchored.root === null ? null : <HashText value={anchored.root} label="anchored root" />}
            </>
          )
        }
      >
        {anchored === undefined ? '…' : grouped(anchored.size)}
      </KpiCard>
    </dl>
  );
}

function sum(book: Answer<'/v1/trial-balance'>['assets'][number], plus: string[], minus: string[] = []): MoneyJson {
  const of = (names: string[]): bigint =>
    book.lines
      .filter(({ line }) => names.includes(line))
      .reduce((total, { balance }) => total + BigInt(balance.amount), 0n);
  return { amount: String(of(plus) - of(minus)), asset: book.asset };
}
