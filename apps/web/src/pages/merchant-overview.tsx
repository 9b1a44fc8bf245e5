import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { KpiCard } from '../components/kpi-card.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Money } from '../components/money.tsx';
import { Together } from '../components/together.tsx';
import { ask, pages } from '../queries.ts';
import { Page, Panel } from '../shell/page.tsx';
import { WhyDrawer } from '../why/why-drawer.tsx';
import { CommissionsTable } from './commissions-table.tsx';
import { OrdersTable } from './orders.tsx';

const LATEST = 6;

const NOTES: Readonly<Record<string, string>> = {
  'org:prepaid': 'Pays commissions and fees of the sales to come',
  'org:receivable': 'You owe it for sales that were not funded',
  'org:recovering': 'Refunds of commissions that were paid out already',
};

const NAMES: Readonly<Record<string, string>> = {
  'org:prepaid': 'Prepaid',
  'org:receivable': 'Owed by you',
  'org:recovering': 'Being recovered',
};

/** The shop's funds, its latest orders, and the commissions they made. */
export function MerchantOverview() {
  const accounts = useQuery(ask.accounts);
  const orders = useInfiniteQuery(pages.orders);
  const commissions = useInfiniteQuery(pages.commissions(undefined));
  return (
    <Page title="Overview">
      <Together queries={[accounts, orders, commissions]}>
        <Loaded query={accounts} rows={3}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title="No funds yet">
                <p>Deposit to the payout vault on chain, naming your organisation; commissions are paid from there.</p>
              </EmptyState>
            ) : (
              <dl className="kpis">
                {items.map(({ path, line, balance }) => (
                  <KpiCard
                    key={path}
                    label={NAMES[line] ?? line}
                    note={NOTES[line] ?? ''}
                    isFirst={line === 'org:prepaid'}
                  >
                    <Money value={balance} />
                  </KpiCard>
                ))}
              </dl>
            )
          }
        </Loaded>
        <Panel title="Latest orders" note={<Link to="/orders">All orders</Link>}>
          <Loaded query={orders} rows={LATEST}>
            {(data) => <OrdersTable orders={data.pages.flatMap(({ items }) => items).slice(0, LATEST)} />}
          </Loaded>
        </Panel>
        <Panel title="Latest commissions" note={<Link to="/commissions">All commissions</Link>}>
          <Loaded query={commissions} rows={LATEST}>
            {(data) => <CommissionsTable commissions={data.pages.flatMap(({ items }) => items).slice(0, LATEST)} />}
          </Loaded>
        </Panel>
      </Together>
      <WhyDrawer />
    </Page>
  );
}
