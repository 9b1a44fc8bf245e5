import { type AdBundle, readAdBundle } from './ad-bundle.ts';
import { BadInput } from './bad-input.ts';
import { type Bundle, type LoggedEntry, type RuleNote, readBundle } from './bundle.ts';
import { canonicalJson } from './canonical-json.ts';
import { checkAdArithmetic, checkAdBooking, checkBills, checkShares, lastOf, sharesOf } from './check-ad.ts';
import { type ChainAccess, checkAnchor } from './check-anchor.ts';
import { checkBooking, checkEntry } from './check-entry.ts';
import { type Finding, checkCheckpoint, checkInclusion } from './check-log.ts';
import { checkArithmetic, checkReceipt, checkRule } from './check-receipt.ts';
import type { Ed25519 } from './ed25519.ts';
import { type Step, type StepName, type VerifyReport, outcomeOf } from './report.ts';

const AD_FORMAT = 'provisio.ad_receipt.v1';

/** How to reach the chain, and what the caller trusts already. */
export type VerifyOptions = ChainAccess & {
  /** Checks Ed25519 where the runtime's WebCrypto cannot. */
  readonly ed25519?: Ed25519 | undefined;
  /** What the operator published. Without it the bundle's own key and contract are used, and the report says so. */
  readonly trust?:
    | {
        readonly publicKey?: string | undefined;
        readonly contract?: string | undefined;
        readonly chainId?: bigint | undefined;
      }
    | undefined;
};

/**
 * Checks a receipt bundle, of a commission or of an ad charge, up to the chain: receipt → rule and price → entry →
 * leaves → signed tree head → LedgerAnchor. Offline but for what `options` brings. Never throws: what is wrong with the input becomes a failed
 * step that names the field; what cannot be asked becomes a pending one.
 */
export async function verifyReceipt(bundle: unknown, options: VerifyOptions = {}): Promise<VerifyReport> {
  let read: Bundle | AdBundle | undefined;
  const form = await step('form', () => {
    // A copy: no getter or proxy can say another format later.
    const copy = JSON.parse(canonicalJson(bundle, '')) as { readonly format?: unknown } | null;
    read = copy?.format === AD_FORMAT ? readAdBundle(copy) : readBundle(copy);
    return `The bundle is whole and has the form ${read.format}.`;
  });
  if (read === undefined) return { outcome: 'failed', subject: undefined, steps: [form], taken: [] };
  const of: Bundle | AdBundle = read;
  const [own, subject] = of.format === AD_FORMAT ? await checkAd(of) : await checkCommission(of);
  const notes = of.format === AD_FORMAT ? of.rules.map(({ note }) => note) : [of.rule_note];
  const steps = [form, ...own, ...(await logSteps(of, notes, options))];
  return { outcome: outcomeOf(steps), subject, steps, taken: takenFrom(of, options.trust ?? {}) };
}

type OwnSteps = readonly [steps: readonly Step[], subject: VerifyReport['subject']];

async function checkAd(of: AdBundle): Promise<OwnSteps> {
  const steps = [
    await step('receipt', () => checkBills(of)),
    await step('rule', () => checkShares(of)),
    await step('arithmetic', () => checkAdArithmetic(of)),
    await step('booking', () => checkAdBooking(of)),
  ];
  const { campaign, advertiser, asset } = lastOf(of.bills);
  const { charge, payees } = sharesOf(of);
  return [steps, { campaign, advertiser, asset, amount: charge, payees }];
}

async function checkCommission(of: Bundle): Promise<OwnSteps> {
  const steps = [
    await step('receipt', () => checkReceipt(of)),
    await step('rule', () => checkRule(of)),
    await step('arithmetic', () => checkArithmetic(of)),
    await step('booking', () => checkBooking(of)),
  ];
  return [steps, subjectOf(of)];
}

/** What is the same for everything that was booked. */
async function logSteps(of: LoggedEntry, notes: readonly RuleNote[], options: VerifyOptions): Promise<Step[]> {
  const { trust = {} } = options;
  return [
    await step('entry', () => checkEntry(of)),
    await step('inclusion', () => checkInclusion(of, notes)),
    await step('checkpoint', () => checkCheckpoint(of, options.ed25519, trust.publicKey)),
    await step('anchor', () => checkAnchor(of, options, trust)),
  ];
}

async function step(name: StepName, check: () => Finding | Promise<Finding>): Promise<Step> {
  try {
    const found = await check();
    if (typeof found === 'string') return { name, status: 'ok', sentence: found };
    return { name, status: 'pending', sentence: found.pending };
  } catch (error) {
    if (error instanceof BadInput) return { name, status: 'failed', sentence: `${error.message}.`, field: error.field };
    // Depth that no honest bundle has, or a fault of ours: either way nothing was proven.
    return { name, status: 'failed', sentence: `The check could not be made: ${String(error)}.` };
  }
}

function subjectOf({ receipt }: Bundle): VerifyReport['subject'] {
  return {
    commission: receipt.commission,
    payee: receipt.payee,
    order: receipt.order.external_id,
    amount: receipt.arithmetic.commission,
    asset: receipt.asset,
  };
}

function takenFrom(
  { log, anchor }: Pick<LoggedEntry, 'log' | 'anchor'>,
  trust: NonNullable<VerifyOptions['trust']>,
): string[] {
  return [
    ...(trust.publicKey === undefined ? [`the log's key ${log.public_key}`] : []),
    ...(trust.contract === undefined && anchor !== null
      ? [`the contract ${anchor.contract} on chain ${anchor.chain_id}`]
      : []),
  ];
}
