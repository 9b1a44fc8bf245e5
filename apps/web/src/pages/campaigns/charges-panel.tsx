import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { Loaded } from '../../components/loaded.tsx';
import { Money } from '../../components/money.tsx';
import { More } from '../../components/more.tsx';
import { Panel } from '../../shell/page.tsx';
import { grouped, momentOf } from '../../words.ts';
import { askCampaigns } from './campaign-queries.ts';

/** The entries of the ledger that charged the campaign; each opens, and can be proven against the chain. */
export function ChargesPanel({ campaignId }: { campaignId: string }) {
  const query = useInfiniteQuery(askCampaigns.charges(campaignId));
  const [search] = useSearchParams();
  return (
    <Panel title="Charges" note="Whole minor units as they were booked; together they are what was spent">
      <Loaded query={query} rows={3}>
        {(data) => {
          const charges = data.pages.flatMap(({ items }) => items);
          if (charges.length === 0) return <p className="muted">Nothing was charged yet.</p>;
          return (
            <table>
              <thead>
                <tr>
                  <th scope="col">Booked</th>
                  <th scope="col" className="right">
                    Charged events
                  </th>
                  <th scope="col" className="right">
                    Amount
                  </th>
                  <th scope="col">
                    <span className="hidden">Proof</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {charges.map(({ entry, amount, events, booked_at: bookedAt }) => (
                  <tr key={entry}>
                    <td className="figures">{momentOf(bookedAt)}</td>
                    <td className="right figures">{grouped(events)}</td>
                    <td className="right">
                      <Money value={amount} />
                    </td>
                    <td className="right">
                      <Link
                        to={{ search: new URLSearchParams([...search.entries(), ['entry', entry]]).toString() }}
                        preventScrollReset
                        aria-label={`Proof of the charge of ${momentOf(bookedAt)}`}
                      >
                        Proof
                      </Link>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
      </Loaded>
      <More query={query} />
    </Panel>
  );
}
