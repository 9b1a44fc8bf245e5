import { useInfiniteQuery } from '@tanstack/react-query';
import type { Answer, MoneyJson } from '../api.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Money } from '../components/money.tsx';
import { More } from '../components/more.tsx';
import { sumOf } from '../money-text.ts';
import { pages } from '../queries.ts';
import { Page, Panel } from '../shell/page.tsx';
import { momentOf } from '../words.ts';

type Order = Answer<'/v1/orders'>['items'][number];

/** Every order of the shop, newest first. */
export function OrdersScreen() {
  const query = useInfiniteQuery(pages.orders);
  return (
    <Page title="Orders">
      <Panel title="Orders" note="Newest first">
        <Loaded query={query} rows={12}>
          {(data) => <OrdersTable orders={data.pages.flatMap(({ items }) => items)} />}
        </Loaded>
        <More query={query} />
      </Panel>
    </Page>
  );
}

/** Orders with what was sold and what came back. */
export function OrdersTable({ orders }: { orders: readonly Order[] }) {
  if (orders.length === 0) {
    return (
      <EmptyState title="No orders yet">
        <p>
          Send them by <code>POST /v1/orders</code>; the <a href="/docs">API reference</a> has the form.
        </p>
      </EmptyState>
    );
  }
  return (
    <table className="stack orders">
      <thead>
        <tr>
          <th scope="col">Placed</th>
          <th scope="col">Order</th>
          <th scope="col">Came by</th>
          <th scope="col" className="right">
            Sold
          </th>
          <th scope="col" className="right">
            Refunded
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id}>
            <td className="when">
              <time dateTime={order.placed_at}>{momentOf(order.placed_at)}</time>
            </td>
            <td className="what">
              {order.external_id}{' '}
              <span className="muted">
                {order.lines.length} {order.lines.length === 1 ? 'line' : 'lines'}
              </span>
            </td>
            <td className="state">{order.click === null ? <span className="muted">no link</span> : 'a link'}</td>
            <td className="right amount">
              <Money value={sum(order, 'base')} />
            </td>
            <td className="right sale">
              <Money value={sum(order, 'refunded')} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sum({ lines, currency }: Order, of: 'base' | 'refunded'): MoneyJson {
  return sumOf(
    lines.map((line) => line[of]),
    currency,
  );
}
