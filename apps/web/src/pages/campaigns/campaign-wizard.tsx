import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { type Outcome, post } from '../../api.ts';
import { Refusal } from '../../components/field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Wizard } from '../../components/wizard.tsx';
import { ask } from '../../queries.ts';
import { Page } from '../../shell/page.tsx';
import { MoneyFields, TargetingFields } from './campaign-fields.tsx';
import { bidText, campaignOf, EMPTY_FORM, faultsOfForm } from './campaign-form.ts';
import { CreativeFields } from './creative-fields.tsx';
import { creativeOf, EMPTY_CREATIVE, faultsOfCreative } from './creative-form.ts';
import { CreativePreview } from './creative-preview.tsx';
import { TargetingFacts } from './targeting.tsx';

/** Makes a campaign with its first creative, step by step. */
export function CampaignWizardScreen() {
  const contracts = useQuery(ask.contracts);
  return (
    <Page title="New campaign">
      <Loaded query={contracts} rows={8}>
        {({ asset }) => <CampaignWizard asset={asset} />}
      </Loaded>
    </Page>
  );
}

function CampaignWizard({ asset }: { asset: string }) {
  const [form, setForm] = useState(EMPTY_FORM);
  const [creative, setCreative] = useState(EMPTY_CREATIVE);
  const make = useMake();
  const faults = faultsOfForm(form, asset);
  const unit = asset.split('/')[0] ?? asset;
  // A field says what is wrong with it once something was entered; a name that is not there yet is no fault.
  const { name: noName, ...shown } = faults;
  const fields = { form, change: setForm, faults: form.name === '' ? shown : faults, error: make.error, unit };
  const isMoneyDone = ['bid', 'budget', 'capImpressions', 'capHours'].every((field) => !(field in faults));
  const draft = campaignOf(form, asset);
  return (
    <>
      <Wizard
        finish="Make the campaign"
        isBusy={make.isPending}
        onFinish={() => make.mutate({ campaign: draft, creative: creativeOf(creative) })}
        steps={[
          {
            title: 'Name and money',
            isDone: noName === undefined && isMoneyDone,
            content: <MoneyFields {...fields} />,
          },
          { title: 'When and to whom', isDone: faults.endsOn === undefined, content: <TargetingFields {...fields} /> },
          {
            title: 'What is shown',
            isDone: Object.keys(faultsOfCreative(creative)).length === 0,
            content: <CreativeFields form={creative} change={setCreative} error={make.error} isStrict={false} />,
          },
          {
            title: 'Look it over',
            isDone: true,
            content: (
              <>
                <p className="lead">
                  {form.name}: {form.budget} {unit}, at most {bidText(form.model, draft.bid_nanos)} {unit}{' '}
                  {form.model === 'cpm' ? 'for 1,000 impressions' : 'for a click'}.
                </p>
                <TargetingFacts targeting={{ include: draft.targeting?.include ?? {}, exclude: {} }} />
                <CreativePreview content={creativeOf(creative).content} landingUrl={creative.landingUrl} />
                <p className="muted">
                  It is a draft at first. Somebody of the platform looks at the creative; once it is approved and you
                  have activated the campaign, it plays.
                </p>
              </>
            ),
          },
        ]}
      />
      <Refusal error={make.error} />
    </>
  );
}

type Whole = {
  readonly campaign: Parameters<typeof post<'/v1/campaigns'>>[1];
  readonly creative: Parameters<typeof post<'/v1/campaigns/{id}/creatives'>>[1];
};

/** Campaign, then creative; where the second is refused, the next try keeps the first. */
function useMake() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const made = useRef<Outcome<'/v1/campaigns'>>(undefined);
  return useMutation({
    mutationFn: async ({ campaign, creative }: Whole) => {
      made.current ??= await post('/v1/campaigns', campaign);
      await post('/v1/campaigns/{id}/creatives', creative, { id: made.current.id });
      return made.current;
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
      await navigate(`/campaigns/${id}`);
    },
  });
}
