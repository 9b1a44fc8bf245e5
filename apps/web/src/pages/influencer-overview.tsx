import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Answer } from '../api.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Money } from '../components/money.tsx';
import { type Part, StateBar } from '../components/state-bar.tsx';
import { Together } from '../components/together.tsx';
import { sumOf } from '../money-text.ts';
import { ask, pages } from '../queries.ts';
import { Page, Panel } from '../shell/page.tsx';
import { WhyDrawer } from '../why/why-drawer.tsx';
import { CommissionsTable } from './commissions-table.tsx';

type Earnings = Answer<'/v1/earnings/summary'>['summaries'][number];

const LATEST = 8;

/** What was earned, in which of the five states it is, and the latest sales that made it. */
export function InfluencerOverview() {
  const earnings = useQuery(ask.earnings);
  const commissions = useInfiniteQuery(pages.commissions(undefined));
  const claims = useQuery(ask.claims);
  return (
    <Page title="Overview">
      <Together queries={[earnings, commissions, claims]}>
        <Loaded query={earnings} rows={6}>
          {({ summaries }) =>
            summaries.length === 0 ? (
              <EmptyState title="Nothing earned yet">
                <p>Share a link of a program that you are in; the first sale through it appears here.</p>
              </EmptyState>
            ) : (
              summaries.map((each) => <EarningsPanel key={each.asset} earnings={each} />)
            )
          }
        </Loaded>
        <Panel title="Latest commissions" note={<Link to="/commissions">All commissions</Link>}>
          <Loaded query={commissions} rows={LATEST}>
            {(data) => {
              const latest = data.pages.flatMap(({ items }) => items).slice(0, LATEST);
              return latest.length === 0 ? <p>None yet.</p> : <CommissionsTable commissions={latest} />;
            }}
          </Loaded>
        </Panel>
      </Together>
      <WhyDrawer />
    </Page>
  );
}

function EarningsPanel({ earnings }: { earnings: Earnings }) {
  const { asset, owed_back: owedBack } = earnings;
  const parts = partsOf(earnings);
  const total = sumOf(
    parts.map(({ value }) => value),
    asset,
  );
  return (
    <section className="panel earnings" aria-label={`Earned in ${asset}`}>
      <dl className="kpis">
        <Available asset={asset} />
        <div className="kpi">
          <dt>Earned</dt>
          <dd className="figure">
            <Money value={total} />
          </dd>
          <dd className="note">All five states together, after refunds</dd>
        </div>
      </dl>
      <StateBar parts={parts} total={total} />
      {owedBack.amount === '0' ? null : (
        <p className="badge broken">
          <span aria-hidden="true">↩</span>
          <Money value={owedBack} /> was refunded after it was paid, and comes off what you earn next.
        </p>
      )}
    </section>
  );
}

/** What the vault pays on a click, where there is any. */
function Available({ asset }: { asset: string }) {
  const { data } = useQuery(ask.claims);
  const claimable = data?.claim?.claimable ?? { amount: '0', asset };
  if (claimable.asset !== asset) return null;
  return (
    <div className="kpi first">
      <dt>Available now</dt>
      <dd className="figure">
        <Money value={claimable} />
      </dd>
      <dd className="note">{claimable.amount === '0' ? 'More comes with the next payout run' : <ClaimLink />}</dd>
    </div>
  );
}

function ClaimLink() {
  return (
    <Link to="/claim" className="primary">
      Claim
    </Link>
  );
}

function partsOf({ unfunded, pending, payable, settling, paid }: Earnings): Part[] {
  return [
    { state: 'unfunded', value: unfunded, meaning: 'The shop has not funded the sale yet' },
    { state: 'pending', value: pending, meaning: 'The time for returns is running' },
    { state: 'payable', value: payable, meaning: 'Yours; in the next payout run' },
    { state: 'settling', value: settling, meaning: 'In the payout vault; yours to claim' },
    { state: 'paid', value: paid, meaning: 'In your wallet' },
  ];
}
