import type { Input } from '../../api.ts';
import { decimalOf, placesOf, unitsOf } from '../../decimal.ts';

/** What the wizard holds: texts as they are typed. */
export type CampaignForm = {
  readonly name: string;
  readonly model: 'cpm' | 'cpc';
  /** Of a thousand impressions, or of one click, in the asset's major unit. */
  readonly bid: string;
  readonly budget: string;
  readonly capImpressions: string;
  readonly capHours: string;
  /** Days (UTC); empty is now, and no end. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly placements: string;
  readonly categories: string;
  readonly keywords: string;
  readonly interests: string;
  readonly countries: string;
  readonly devices: readonly string[];
  readonly hours: readonly string[];
};

/** A wizard that nobody has touched. */
export const EMPTY_FORM: CampaignForm = {
  name: '',
  model: 'cpm',
  bid: '5.00',
  budget: '50.00',
  capImpressions: '',
  capHours: '24',
  startsOn: '',
  endsOn: '',
  placements: '',
  categories: '',
  keywords: '',
  interests: '',
  countries: '',
  devices: [],
  hours: [],
};

/** Devices that may be asked for. */
export const DEVICES = ['phone', 'tablet', 'desktop', 'tv'] as const;

/** Nanos of one impression are micros of a thousand; a click is bid for as it is. */
const BID_PLACES = { cpm: 6, cpc: 9 } as const;

/** The bid in nanos; undefined for what is no price above zero. */
export function bidNanosOf({ model, bid }: Pick<CampaignForm, 'model' | 'bid'>): bigint | undefined {
  const nanos = unitsOf(bid, BID_PLACES[model]);
  return nanos === undefined || nanos === 0n ? undefined : nanos;
}

/** A bid as it is spoken of: per thousand impressions, or per click. */
export function bidText(model: 'cpm' | 'cpc', nanos: string): string {
  return decimalOf(BigInt(nanos), BID_PLACES[model], 2);
}

/** Words between commas. */
function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** What can be said against the form before it is sent; by the field's name. */
export function faultsOfForm(form: CampaignForm, asset: string): Partial<Record<keyof CampaignForm, string>> {
  const { name, capImpressions, capHours, startsOn, endsOn } = form;
  const budget = unitsOf(form.budget, placesOf(asset));
  const isCount = (text: string): boolean => /^[1-9]\d{0,3}$/.test(text);
  return {
    ...(name.trim() === '' ? { name: 'A campaign has a name.' } : {}),
    ...(bidNanosOf(form) === undefined ? { bid: 'A bid is a price above zero, such as 5.00.' } : {}),
    ...(budget === undefined || budget === 0n ? { budget: `A budget is an amount above zero, such as 50.00.` } : {}),
    ...(capImpressions !== '' && !isCount(capImpressions) ? { capImpressions: 'A whole number, or nothing.' } : {}),
    ...(capImpressions !== '' && !isCount(capHours) ? { capHours: 'A whole number of hours.' } : {}),
    ...(endsOn !== '' && startsOn !== '' && endsOn <= startsOn ? { endsOn: 'It ends after it starts.' } : {}),
  };
}

/** The form as the API takes it. Only of a form without faults. */
export function campaignOf(form: CampaignForm, asset: string): Input<'/v1/campaigns'> {
  const { name, model, capImpressions, capHours, startsOn, endsOn } = form;
  const include = Object.entries({
    placement: wordsOf(form.placements),
    category: wordsOf(form.categories.toLowerCase()),
    keyword: wordsOf(form.keywords.toLowerCase()),
    interest: wordsOf(form.interests.toLowerCase()),
    country: wordsOf(form.countries.toLowerCase()),
    device: form.devices,
    hour: form.hours,
  }).filter(([, values]) => values.length > 0);
  return {
    name: name.trim(),
    asset,
    model,
    bid_nanos: String(bidNanosOf(form) ?? 0n),
    budget: { amount: String(unitsOf(form.budget, placesOf(asset)) ?? 0n), asset },
    targeting: { include: Object.fromEntries(include), exclude: {} },
    ...(capImpressions === ''
      ? {}
      : { cap: { impressions: Number.parseInt(capImpressions, 10), hours: Number.parseInt(capHours, 10) } }),
    ...(startsOn === '' ? {} : { starts_at: `${startsOn}T00:00:00.000Z` }),
    ...(endsOn === '' ? {} : { ends_at: `${endsOn}T00:00:00.000Z` }),
  };
}
