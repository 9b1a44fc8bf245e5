import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../../api.ts';
import { Refusal } from '../../components/field.tsx';
import { Panel } from '../../shell/page.tsx';
import { CampaignChip } from './campaign-chip.tsx';
import type { Creative } from './campaign-queries.ts';
import { CreativeFields } from './creative-fields.tsx';
import { creativeOf, EMPTY_CREATIVE, faultsOfCreative } from './creative-form.ts';
import { creativeInWords, CreativePreview } from './creative-preview.tsx';

/** Creatives as they are shown, with where each stands, and a form for one more. */
export function CreativesPanel({ campaignId, creatives }: { campaignId: string; creatives: readonly Creative[] }) {
  const [isAdding, setAdding] = useState(false);
  return (
    <Panel title="Creatives" note="Somebody of the platform looks at each before it plays">
      <ul className="creatives">
        {creatives.map((creative) => (
          <CreativeCard key={creative.id} creative={creative} />
        ))}
      </ul>
      {isAdding ? (
        <AddCreative campaignId={campaignId} done={() => setAdding(false)} />
      ) : (
        <button type="button" onClick={() => setAdding(true)}>
          Add a creative
        </button>
      )}
    </Panel>
  );
}

/** One creative, real, with its state and where it leads. */
export function CreativeCard({ creative }: { creative: Creative }) {
  return (
    <li className="creative-card">
      <CreativePreview content={creative.content} landingUrl={creative.landing_url} />
      <p className="row">
        <strong>{creativeInWords(creative)}</strong>
        <CampaignChip state={creative.state} />
      </p>
      <p className="muted leads">leads to {creative.landing_url}</p>
    </li>
  );
}

function AddCreative({ campaignId, done }: { campaignId: string; done: () => void }) {
  const queries = useQueryClient();
  const [form, setForm] = useState(EMPTY_CREATIVE);
  const [isStrict, setStrict] = useState(false);
  const add = useMutation({
    mutationFn: () => post('/v1/campaigns/{id}/creatives', creativeOf(form), { id: campaignId }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['campaign', campaignId, 'creatives'] });
      done();
    },
  });
  return (
    <form
      className="wizard-step"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setStrict(true);
        if (Object.keys(faultsOfCreative(form)).length === 0) add.mutate();
      }}
    >
      <h3>One more creative</h3>
      <CreativeFields form={form} change={setForm} error={add.error} isStrict={isStrict} />
      <Refusal error={add.error} />
      <div className="actions">
        <button type="button" onClick={done}>
          Leave it
        </button>
        <button type="submit" className="primary" disabled={add.isPending}>
          {add.isPending ? 'Saving' : 'Submit for approval'}
        </button>
      </div>
    </form>
  );
}
