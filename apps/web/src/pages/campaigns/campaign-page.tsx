import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { post } from '../../api.ts';
import { Refusal } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import { Together } from '../../components/together.tsx';
import { placesOf } from '../../decimal.ts';
import { ask } from '../../queries.ts';
import { Page, Panel } from '../../shell/page.tsx';
import { dayOf } from '../../words.ts';
import { EntryDrawer } from '../entry-drawer.tsx';
import { CampaignChip } from './campaign-chip.tsx';
import { bidText } from './campaign-form.ts';
import { askCampaigns, type Campaign } from './campaign-queries.ts';
import { ChargesPanel } from './charges-panel.tsx';
import { CreativesPanel } from './creatives-panel.tsx';
import { conditionsOf } from './readiness.ts';
import { ResultsPanels } from './results-panels.tsx';
import { TargetingFacts } from './targeting.tsx';

const NANO_PLACES = 9;

/** One campaign: whether it plays, what it did, what it cost, and where in the ledger. */
export function CampaignScreen() {
  const { id = '' } = useParams();
  const campaign = useQuery(askCampaigns.one(id));
  const creatives = useQuery(askCampaigns.creatives(id));
  const report = useQuery(askCampaigns.report(id));
  const accounts = useQuery(ask.accounts);
  const charges = useInfiniteQuery(askCampaigns.charges(id));
  const { data } = campaign;
  return (
    <Page
      title={data?.name ?? 'Campaign'}
      scope={<Link to="/campaigns">All campaigns</Link>}
      action={data === undefined ? null : <StateButton campaign={data} />}
    >
      <Together queries={[campaign, creatives, report, accounts, charges]}>
        {data === undefined ? null : (
          <>
            <ResultsPanels campaign={data} lines={report.data?.items ?? []} creatives={creatives.data?.items ?? []} />
            <div className="pair">
              <Panel title="Does it play?" note={<CampaignChip state={data.state} />}>
                <Conditions campaign={data} />
              </Panel>
              <Panel title="Terms" note={`Made on ${dayOf(data.created_at)}`}>
                <Terms campaign={data} />
              </Panel>
            </div>
            <CreativesPanel campaignId={data.id} creatives={creatives.data?.items ?? []} />
            <ChargesPanel campaignId={data.id} />
          </>
        )}
      </Together>
      <EntryDrawer />
    </Page>
  );
}

function StateButton({ campaign: { id, state } }: { campaign: Campaign }) {
  const queries = useQueryClient();
  const isActive = state === 'active';
  const change = useMutation({
    mutationFn: () => post(isActive ? '/v1/campaigns/{id}/pause' : '/v1/campaigns/{id}/activate', undefined, { id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['campaign', id] }),
  });
  return (
    <>
      {change.error === null ? null : <Refusal error={change.error} />}
      <button
        type="button"
        className={isActive ? 'state-button' : 'state-button primary'}
        disabled={change.isPending}
        onClick={() => change.mutate()}
      >
        {isActive ? 'Pause' : 'Activate'}
      </button>
    </>
  );
}

function Conditions({ campaign }: { campaign: Campaign }) {
  const { data: creatives, dataUpdatedAt: now } = useQuery(askCampaigns.creatives(campaign.id));
  const { data: accounts } = useQuery(ask.accounts);
  const { asset } = campaign.budget;
  const ours = (accounts?.items ?? []).filter(
    ({ line, balance }) => (line === 'org:prepaid' || line === 'org:leased') && balance.asset === asset,
  );
  const prepaid = ours.reduce((sum, { balance }) => sum + BigInt(balance.amount), 0n);
  const unitNanos = 10n ** BigInt(NANO_PLACES - placesOf(asset));
  return (
    <ul className="conditions">
      {conditionsOf(campaign, creatives?.items ?? [], prepaid, unitNanos, now).map(({ text, isMet }) => (
        <li key={text} className={isMet ? '' : 'waiting'}>
          <span aria-hidden="true">{isMet ? '✓' : '◷'}</span>
          <span className="hidden">{isMet ? 'Yes:' : 'Not yet:'}</span> {text}
        </li>
      ))}
    </ul>
  );
}

function Terms({ campaign }: { campaign: Campaign }) {
  const { model, bid_nanos: bid, budget, cap, starts_at: startsAt, ends_at: endsAt } = campaign;
  return (
    <>
      <dl className="facts">
        <dt>Bid</dt>
        <dd>
          {bidText(model, bid)} {budget.asset.split('/')[0]} {model === 'cpm' ? 'for 1,000 impressions' : 'for a click'}
        </dd>
        <dt>Budget</dt>
        <dd>
          <Money value={budget} />
        </dd>
        <dt>Per person</dt>
        <dd>{cap === null ? 'as often as it wins' : `${cap.impressions} times in ${cap.hours} hours`}</dd>
        <dt>Runs</dt>
        <dd>
          from {dayOf(startsAt)} {endsAt === null ? 'until its budget is spent' : `to ${dayOf(endsAt)}`}
        </dd>
      </dl>
      <TargetingFacts targeting={campaign.targeting} />
    </>
  );
}
