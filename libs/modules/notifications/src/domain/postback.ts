import { asset, formatMinor } from '#kernel';
import { TargetRefused } from '../notifications.errors.ts';
import type { EventType } from './event-types.ts';

/** What a postback's address may name, and what stands there when it is sent (percent-encoded). */
export const MACROS = {
  click_id: 'The click that brought the sale, as its visitor took it to the shop; empty where a coupon did.',
  conversion_id: 'The order, `or_…`.',
  order_id: "The merchant's own id of the order.",
  amount: "The commission in the asset's main unit, such as `12.34`.",
  currency: 'The asset without its decimals, such as `GBPT`.',
  event: 'The event, such as `conversion.accepted`.',
} as const;

type Macro = keyof typeof MACROS;

/** The events that have all of these. */
export const POSTBACK_EVENTS: readonly EventType[] = ['conversion.accepted'];

const MACRO = /\{([^{}]*)\}/g;
const isMacro = (name: string): name is Macro => Object.hasOwn(MACROS, name);

/** `template` with something in place of each macro, to be looked at as an address. @throws {TargetRefused} */
export function sampleOf(template: string): string {
  const [beforePath = ''] = /^[^/?#]*:\/\/[^/?#]*/.exec(template) ?? [];
  if (/[{}]/.test(beforePath)) throw new TargetRefused('macros may stand in path and query only');
  const sample = template.replaceAll(MACRO, (_, name: string) => {
    if (!isMacro(name)) throw new TargetRefused(`{${name}} is no macro; there are ${macroList()}`);
    return 'x';
  });
  if (/[{}]/.test(sample)) throw new TargetRefused('a brace stands alone');
  return sample;
}

/** The address to call for a message's `body`. */
export function filledIn(template: string, body: string): string {
  const { type, data } = JSON.parse(body) as Told;
  const { amount, asset: code } = data.commission;
  const values: Readonly<Record<Macro, string>> = {
    click_id: data.click ?? '',
    conversion_id: data.order,
    order_id: data.external_id,
    amount: formatMinor(BigInt(amount), asset(code)),
    currency: code.split('/')[0] ?? '',
    event: type,
  };
  return template.replaceAll(MACRO, (_, name: string) => (isMacro(name) ? encodeURIComponent(values[name]) : ''));
}

/** A message of `POSTBACK_EVENTS`, as this module wrote it. */
type Told = {
  readonly type: string;
  readonly data: {
    readonly order: string;
    readonly external_id: string;
    readonly click: string | null;
    readonly commission: { readonly amount: string; readonly asset: string };
  };
};

function macroList(): string {
  return Object.keys(MACROS)
    .map((name) => `{${name}}`)
    .join(', ');
}
