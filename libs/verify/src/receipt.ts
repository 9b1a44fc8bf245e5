import { BadInput } from './bad-input.ts';
import { type Bundle, readBundle } from './bundle.ts';
import { type ChainAccess, checkAnchor } from './check-anchor.ts';
import { checkBooking, checkEntry } from './check-entry.ts';
import { type Finding, checkCheckpoint, checkInclusion } from './check-log.ts';
import { checkArithmetic, checkReceipt, checkRule } from './check-receipt.ts';
import type { Ed25519 } from './ed25519.ts';
import { type Step, type StepName, type VerifyReport, outcomeOf } from './report.ts';

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
 * Checks a receipt bundle from the commission to the chain: receipt → rule and price → entry → leaves → signed tree
 * head → LedgerAnchor. Offline but for what `options` brings. Never throws: what is wrong with the input becomes a failed
 * step that names the field; what cannot be asked becomes a pending one.
 */
export async function verifyReceipt(bundle: unknown, options: VerifyOptions = {}): Promise<VerifyReport> {
  let read: Bundle | undefined;
  const form = await step('form', () => {
    read = readBundle(bundle);
    return 'The bundle is whole and has the form provisio.receipt.v1.';
  });
  if (read === undefined) return { outcome: 'failed', subject: undefined, steps: [form], taken: [] };
  const of = read;
  const { trust = {} } = options;
  const steps = [
    form,
    await step('receipt', () => checkReceipt(of)),
    await step('rule', () => checkRule(of)),
    await step('arithmetic', () => checkArithmetic(of)),
    await step('booking', () => checkBooking(of)),
    await step('entry', () => checkEntry(of)),
    await step('inclusion', () => checkInclusion(of)),
    await step('checkpoint', () => checkCheckpoint(of, options.ed25519, trust.publicKey)),
    await step('anchor', () => checkAnchor(of, options, trust)),
  ];
  return { outcome: outcomeOf(steps), subject: subjectOf(of), steps, taken: takenFrom(of, trust) };
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

function takenFrom({ log, anchor }: Bundle, trust: NonNullable<VerifyOptions['trust']>): string[] {
  return [
    ...(trust.publicKey === undefined ? [`the log's key ${log.public_key}`] : []),
    ...(trust.contract === undefined && anchor !== null
      ? [`the contract ${anchor.contract} on chain ${anchor.chain_id}`]
      : []),
  ];
}
