import { Link, useSearchParams } from 'react-router';
import { Money } from '../components/money.tsx';
import { StateChip } from '../components/state-chip.tsx';
import type { Commission } from '../queries.ts';
import { dayOf, momentOf, percentOf } from '../words.ts';

/** Commissions, newest sale first: what was sold, how it was priced, where the money is, and why. */
export function CommissionsTable({ commissions }: { commissions: readonly Commission[] }) {
  return (
    <table className="stack commissions">
      <thead>
        <tr>
          <th scope="col">Sold</th>
          <th scope="col">What</th>
          <th scope="col">State</th>
          <th scope="col" className="right">
            Sale
          </th>
          <th scope="col" className="right">
            Rate
          </th>
          <th scope="col" className="right">
            Commission
          </th>
          <th scope="col">
            <span className="hidden">Proof</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {commissions.map((commission) => (
          <Row key={commission.id} commission={commission} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ commission }: { commission: Commission }) {
  const [search] = useSearchParams();
  const why = new URLSearchParams([...search.entries(), ['why', commission.id]]);
  const {
    placed_at: placedAt,
    category,
    sku,
    order_external_id: order,
    line,
    matched,
    under_review: review,
  } = commission;
  return (
    <tr>
      <td className="when">
        <time dateTime={placedAt}>{momentOf(placedAt)}</time>
      </td>
      <td className="what">
        <p>{category}</p>
        <p className="muted">
          Order {order}, line {line}, {sku}
        </p>
      </td>
      <td className="state">
        {review === null ? (
          <>
            <StateChip state={commission.state} />
            {commission.state === 'pending' ? <p className="muted">until {dayOf(commission.matures_at)}</p> : null}
          </>
        ) : (
          <>
            <StateChip state="under_review" />
            <p className="muted">
              since {dayOf(review.since)}: {review.reason}
            </p>
          </>
        )}
      </td>
      <td className="right sale">
        <Money value={commission.base} />
      </td>
      <td className="right rate">{percentOf(matched.bps)}</td>
      <td className="right amount">
        <Money value={commission.amount} />
        {commission.reversed.amount === '0' ? null : (
          <p className="muted">
            <Money value={{ ...commission.reversed, amount: `-${commission.reversed.amount}` }} /> taken back
          </p>
        )}
      </td>
      <td className="why">
        <Link to={{ search: why.toString() }} preventScrollReset aria-label={`Why? Order ${order}, line ${line}`}>
          Why?
        </Link>
      </td>
    </tr>
  );
}
