import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { post } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Refusal } from '../../components/field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Panel } from '../../shell/page.tsx';
import { momentOf } from '../../words.ts';
import { askCampaigns, type Creative } from './campaign-queries.ts';
import { CreativeCard } from './creatives-panel.tsx';

/** Creatives that wait for somebody of the platform: seen as they would be shown, approved or refused. */
export function ApprovalsScreen() {
  const query = useQuery(askCampaigns.waiting);
  return (
    <Page title="Ads to approve">
      <Panel title="Waiting" note="Oldest first; nothing plays before it was looked at">
        <Loaded query={query} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title="Nothing waits">
                <p>A creative appears here as soon as an advertiser submits it.</p>
              </EmptyState>
            ) : (
              <ul className="creatives">
                {items.map((creative) => (
                  <Waiting key={creative.id} creative={creative} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function Waiting({ creative }: { creative: Creative }) {
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (state: 'approved' | 'refused') => post('/v1/creatives/{id}/decision', { state }, { id: creative.id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['creatives', 'waiting'] }),
  });
  return (
    <li className="waiting-creative">
      <ul>
        <CreativeCard creative={creative} />
      </ul>
      <p className="muted small">Submitted {momentOf(creative.created_at)}</p>
      <div className="actions">
        <button type="button" className="primary" disabled={decide.isPending} onClick={() => decide.mutate('approved')}>
          Approve
        </button>
        <button type="button" disabled={decide.isPending} onClick={() => decide.mutate('refused')}>
          Refuse
        </button>
      </div>
      <Refusal error={decide.error} />
    </li>
  );
}
