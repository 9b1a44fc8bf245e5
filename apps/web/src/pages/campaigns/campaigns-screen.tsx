import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Money } from '../../components/money.tsx';
import { Together } from '../../components/together.tsx';
import { ask } from '../../queries.ts';
import { Page, Panel } from '../../shell/page.tsx';
import { CampaignChip } from './campaign-chip.tsx';
import { bidText } from './campaign-form.ts';
import { askCampaigns, type Campaign } from './campaign-queries.ts';
import { nanosText } from './figures.ts';
import { FundsPanel } from './funds-panel.tsx';

/** Every campaign of the organisation, and what there is to spend. */
export function CampaignsScreen() {
  const campaigns = useQuery(askCampaigns.list);
  const accounts = useQuery(ask.accounts);
  const contracts = useQuery(ask.contracts);
  const chain = useQuery(ask.chain);
  return (
    <Page
      title="Campaigns"
      action={
        <Link to="/campaigns/new" className="button primary">
          New campaign
        </Link>
      }
    >
      <Together queries={[campaigns, accounts, contracts, chain]}>
        <FundsPanel />
        <Panel title="Campaigns" note="Newest first">
          <Loaded query={campaigns} rows={4}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState title="No campaign yet">
                  <p>
                    <Link to="/campaigns/new">Make the first one</Link>: a budget, whom it is for, and what is shown.
                  </p>
                </EmptyState>
              ) : (
                <CampaignsTable campaigns={items} />
              )
            }
          </Loaded>
        </Panel>
      </Together>
    </Page>
  );
}

function CampaignsTable({ campaigns }: { campaigns: readonly Campaign[] }) {
  return (
    <table className="stack campaigns">
      <thead>
        <tr>
          <th scope="col">Campaign</th>
          <th scope="col">State</th>
          <th scope="col" className="right">
            Bid
          </th>
          <th scope="col" className="right">
            Budget
          </th>
          <th scope="col" className="right">
            Spent
          </th>
        </tr>
      </thead>
      <tbody>
        {campaigns.map(({ id, name, state, model, bid_nanos: bid, budget, spent_nanos: spent }) => (
          <tr key={id}>
            <td className="what">
              <Link to={`/campaigns/${id}`}>{name}</Link>
            </td>
            <td className="state">
              <CampaignChip state={state} />
            </td>
            <td className="right rate">
              {bidText(model, bid)} <span className="muted">{model === 'cpm' ? 'per 1,000' : 'per click'}</span>
            </td>
            <td className="right sale">
              <Money value={budget} />
            </td>
            <td className="right amount figures">
              {nanosText(BigInt(spent))} <span className="unit muted">{budget.asset.split('/')[0]}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
