import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Answer, type MoneyJson } from '../api.ts';
import { HashText } from '../components/hash-text.tsx';
import { KpiCard } from '../components/kpi-card.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Money } from '../components/money.tsx';
import { Together } from '../components/together.tsx';
import { ask } from '../queries.ts';
import { Page, Panel } from '../shell/page.tsx';
import { grouped, momentOf } from '../words.ts';
import { ChartLines, Verdict } from './chart-lines.tsx';
import { EntriesTable } from './entries-table.tsx';
import { EntryDrawer } from './entry-drawer.tsx';

const LATEST = 8;

/** What is held, whom it belongs to, and how far the book is proven. */
export function FinanceOverview() {
  const balance = useQuery(ask.trialBalance);
  const entries = useQuery(ask.entries);
  const proof = [useQuery(ask.checkpoint), useQuery(ask.contracts)];
  return (
    <Page title="Overview" scope={<span>All organisations</span>}>
      <Together queries={[balance, entries, ...proof]}>
        <Loaded query={balance} rows={4}>
          {(data) => <Figures balance={data} />}
        </Loaded>
        <Panel title="Latest entries" note={<Link to="/ledger">All entries</Link>}>
          <Loaded query={entries} rows={LATEST}>
            {({ items }) => <EntriesTable entries={items.slice(0, LATEST)} />}
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
      <EntryDrawer />
    </Page>
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
  const { data: checkpoint } = useQuery(ask.checkpoint);
  const { data: contracts } = useQuery(ask.contracts);
  const anchor = contracts?.anchor;
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
          anchor === undefined ? (
            '…'
          ) : anchor === null ? (
            'Nothing yet'
          ) : (
            <>
              Block {anchor.block_number}
              {anchor.is_final ? ', final ' : ', not final yet '}
              <HashText value={anchor.root} label="anchored root" />
            </>
          )
        }
      >
        {anchor === undefined ? '…' : grouped(anchor?.size ?? '0')}
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
