import { type Asset, type EpochMs, type Id, type Json, type Minor, derivedId, minor, mulDivFloor } from '#kernel';
import { type AccountPath, accounts } from './account-path.ts';
import type { EntryDraft } from './entry.ts';

/** A rate as a ratio of whole numbers: minor units of the other asset for one of this; where and when it was quoted. */
export type Quote = {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly source: string;
  readonly quotedAt: EpochMs;
};

/** Money that changes its asset: `amount` minor units leave `from`, what the quote makes of them comes to `to`. */
export type Conversion = {
  readonly id: Id<'Conversion'>;
  readonly from: { readonly account: AccountPath; readonly asset: Asset };
  readonly to: { readonly account: AccountPath; readonly asset: Asset };
  readonly amount: Minor;
  readonly quote: Quote;
  readonly effectiveAt: EpochMs;
};

/** What the quote makes of an amount: floor(amount × numerator / denominator), and the rest, in parts of `denominator`. */
export function converted(amount: Minor, { numerator, denominator }: Quote): { amount: Minor; rest: bigint } {
  return { amount: minor(mulDivFloor(amount, numerator, denominator)), rest: (amount * numerator) % denominator };
}

/**
 * The two entries of a conversion, one an asset, through the liquidity account of each: the platform takes the one money and
 * gives the other. Both name the conversion, the quote and the part of a minor unit that was rounded off.
 */
export function conversionEntries({ id, from, to, amount, quote, effectiveAt }: Conversion): [EntryDraft, EntryDraft] {
  const { amount: received, rest } = converted(amount, quote);
  const metadata: { readonly [key: string]: Json } = {
    reason: 'conversion',
    conversion: id,
    from: { amount: String(amount), asset: from.asset },
    to: { amount: String(received), asset: to.asset },
    quote: {
      numerator: String(quote.numerator),
      denominator: String(quote.denominator),
      source: quote.source,
      quoted_at: String(quote.quotedAt),
    },
    rounded_off: { numerator: String(rest), denominator: String(quote.denominator) },
  };
  const draft = (side: string, asset: Asset, debit: AccountPath, credit: AccountPath, of: Minor): EntryDraft => ({
    id: derivedId<'Entry'>(effectiveAt, 'conversion', id, side),
    asset,
    effectiveAt,
    transfers: [{ debit, credit, amount: of }],
    metadata,
  });
  return [
    draft('from', from.asset, from.account, liquidityOf(from.asset), amount),
    draft('to', to.asset, liquidityOf(to.asset), to.account, received),
  ];
}

/** `fx:gbpt:liquidity` for `GBPT/2`. */
function liquidityOf(asset: Asset): AccountPath {
  return accounts.fxLiquidity(asset.slice(0, asset.indexOf('/')).toLowerCase());
}
