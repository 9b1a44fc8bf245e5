import { Field, faultAt } from '../../components/field.tsx';
import { type CampaignForm, DEVICES, type faultsOfForm } from './campaign-form.ts';

type Props = {
  readonly form: CampaignForm;
  readonly change: (form: CampaignForm) => void;
  readonly faults: ReturnType<typeof faultsOfForm>;
  readonly error: unknown;
  readonly unit: string;
};

type TextName = { [N in keyof CampaignForm]: CampaignForm[N] extends string ? N : never }[keyof CampaignForm];
type TextProps = Pick<Props, 'form' | 'change'> & {
  readonly name: TextName;
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | undefined;
  readonly kind?: 'text' | 'date' | 'decimal' | 'numeric';
};

function TextField({ form, change, name, label, hint, fault, kind = 'text' }: TextProps) {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(control) => (
        <input
          {...control}
          type={kind === 'date' ? 'date' : 'text'}
          inputMode={kind === 'decimal' || kind === 'numeric' ? kind : 'text'}
          value={form[name]}
          onChange={(event) => change({ ...form, [name]: event.target.value })}
        />
      )}
    </Field>
  );
}

/** Name, what is bid for and how much, and what it may spend. */
export function MoneyFields({ form, change, faults, error, unit }: Props) {
  const shared = { form, change };
  const isCpm = form.model === 'cpm';
  return (
    <>
      <TextField {...shared} name="name" label="Name" fault={faults.name ?? faultAt(error, 'name')} />
      <fieldset>
        <legend>You pay for</legend>
        <div className="choices">
          <label>
            <input type="radio" name="model" checked={isCpm} onChange={() => change({ ...form, model: 'cpm' })} /> being
            seen
          </label>
          <label>
            <input type="radio" name="model" checked={!isCpm} onChange={() => change({ ...form, model: 'cpc' })} />{' '}
            clicks
          </label>
        </div>
      </fieldset>
      <div className="fields">
        <TextField
          {...shared}
          name="bid"
          kind="decimal"
          label={isCpm ? `Bid for 1,000 impressions, ${unit}` : `Bid for a click, ${unit}`}
          hint="The most you pay; the auction charges the least that wins"
          fault={faults.bid ?? faultAt(error, 'bid_nanos')}
        />
        <TextField
          {...shared}
          name="budget"
          kind="decimal"
          label={`Budget, ${unit}`}
          hint="For its whole life; never exceeded"
          fault={faults.budget ?? faultAt(error, 'budget')}
        />
        <TextField
          {...shared}
          name="capImpressions"
          kind="numeric"
          label="Most times for one person"
          hint="Nothing means as often as it wins"
          fault={faults.capImpressions ?? faultAt(error, 'cap')}
        />
        <TextField
          {...shared}
          name="capHours"
          kind="numeric"
          label="within so many hours"
          hint="Counts only with the field before"
          fault={faults.capHours}
        />
      </div>
    </>
  );
}

const WORDS = [
  ['placements', 'Placements', 'feed is our own; others are the tag ids of OpenRTB'],
  ['categories', 'Category of the page or post', 'Such as home/lighting; what lies below counts'],
  ['keywords', 'Keywords of the page or post', 'Such as autumn, vintage'],
  ['interests', 'Interests of the person', 'Categories that they looked at'],
  ['countries', 'Countries', 'Three letters, such as gbr, fin'],
] as const;

const HOURS = Array.from({ length: 24 }, (_none, hour) => String(hour));

/** When, where and to whom: nothing means any. */
export function TargetingFields({ form, change, faults, error }: Props) {
  const shared = { form, change };
  return (
    <>
      <div className="fields">
        <TextField {...shared} name="startsOn" kind="date" label="Starts on (UTC)" hint="Nothing means at once" />
        <TextField
          {...shared}
          name="endsOn"
          kind="date"
          label="Ends before (UTC)"
          hint="Nothing means when the budget is spent"
          fault={faults.endsOn ?? faultAt(error, 'ends_at')}
        />
        {WORDS.map(([name, label, hint]) => (
          <TextField key={name} {...shared} name={name} label={label} hint={`${hint}. Nothing means any.`} />
        ))}
      </div>
      <Choices
        legend="Devices: none means any"
        all={DEVICES}
        chosen={form.devices}
        change={(devices) => change({ ...form, devices })}
      />
      <Choices
        legend="Hours of the day, UTC: none means any"
        all={HOURS}
        chosen={form.hours}
        change={(hours) => change({ ...form, hours })}
      />
    </>
  );
}

function Choices(props: {
  readonly legend: string;
  readonly all: readonly string[];
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
}) {
  const { legend, all, chosen, change } = props;
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="choices">
        {all.map((value) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) =>
                change(all.filter((each) => (each === value ? event.target.checked : chosen.includes(each))))
              }
            />{' '}
            {value}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
