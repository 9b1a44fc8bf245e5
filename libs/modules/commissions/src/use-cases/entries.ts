import { derivedId, type EpochMs, type Id, type Minor } from '#kernel';
import { accounts, type EntryDraft, factsHash, type TransferDraft } from '#modules/ledger';
import type { Conversion, Earned } from '../domain/conversion.ts';
import { leftOf } from '../domain/conversion.ts';
import { maturedAt } from '../domain/conversion-state.ts';
import type { Sale } from '../domain/price-sale.ts';
import type { PricedLine, SaleTerms } from '../domain/receipt.ts';
import type { LineTakenBack, RefundFact } from '../domain/take-back.ts';

/** The id of the entry that books an order's commissions: always the same for an order. */
export function saleEntryId(sale: Pick<SaleTerms, 'orderId' | 'placedAt'>): Id<'Entry'> {
  return derivedId<'Entry'>(sale.placedAt, 'sale', sale.orderId);
}

/** Where a line's two transfers stand in the sale's entry. */
export type Places = { readonly transferAt: number; readonly feeTransferAt?: number | undefined };

/** The places of each line's transfers: the commission, then its fee where there is one. */
export function placesOf(lines: readonly Pick<PricedLine, 'fee'>[]): Places[] {
  let next = 0;
  return lines.map(({ fee }) => {
    const transferAt = next;
    next += fee > 0n ? 2 : 1;
    return { transferAt, feeTransferAt: fee > 0n ? transferAt + 1 : undefined };
  });
}

/**
 * Books a sale: per line the commission, then the fee. From the merchant's prepaid money when that covers the whole
 * entry, else as money that the merchant owes and the payee waits for.
 */
export function saleEntry(sale: Sale, hashes: readonly Uint8Array[], isFunded: boolean): EntryDraft {
  const { terms, lines } = sale;
  const debit = isFunded ? accounts.prepaid(terms.merchantId) : accounts.receivable(terms.merchantId);
  const earned = isFunded ? accounts.pending(terms.partnerId) : accounts.unfunded(terms.partnerId);
  const transfers = lines.flatMap((line): TransferDraft[] => {
    const facts = factsOf(terms, line);
    const commission = { debit, credit: earned, amount: line.amount, facts };
    return line.fee === 0n ? [commission] : [commission, { debit, credit: accounts.fees(), amount: line.fee, facts }];
  });
  const receipts = lines.map(({ commissionId }, at) => [commissionId, Buffer.from(hashes[at] ?? []).toString('hex')]);
  return {
    id: saleEntryId(terms),
    asset: terms.asset,
    effectiveAt: terms.placedAt,
    transfers,
    metadata: {
      reason: 'commission',
      order: terms.orderId,
      receipts: Object.fromEntries(receipts) as Record<string, string>,
    },
  };
}

/** SHA-256 of what a contract needs to price the line again: its whole category path, and the partner's own tier. */
function factsOf(terms: SaleTerms, line: PricedLine): Uint8Array {
  return factsHash({
    conversion: terms.orderId,
    line: line.lineNo,
    payee: terms.partnerId,
    adjustment: 0,
    base: line.base,
    bps: line.matched.bps,
    scheduleVersion: BigInt(terms.rule.version),
    category: line.category,
    tier: terms.tier,
    share: { numerator: 1, denominator: 1 },
  });
}

/** Moves what is left of matured commissions from pending to payable. */
export function maturityEntry({ conversion, lines }: Earned, fundedAt: EpochMs): EntryDraft {
  const { orderId, partnerId, asset, maturesAt } = conversion;
  return {
    id: derivedId<'Entry'>(maturesAt, 'matured', orderId),
    asset,
    effectiveAt: maturedAt({ maturesAt, fundedAt }),
    transfers: [
      { debit: accounts.pending(partnerId), credit: accounts.payable(partnerId), amount: leftOf(lines).commission },
    ],
    metadata: { reason: 'matured', order: orderId },
  };
}

/** Pays what a merchant owed for a sale out of new prepaid money; the payee's waiting money becomes pending. */
export function promotionEntry({ conversion, lines }: Earned, at: EpochMs): EntryDraft {
  const { orderId, merchantId, partnerId, asset, placedAt } = conversion;
  const { commission, fee } = leftOf(lines);
  return {
    id: derivedId<'Entry'>(placedAt, 'funded', orderId),
    asset,
    effectiveAt: at,
    transfers: [
      {
        debit: accounts.prepaid(merchantId),
        credit: accounts.receivable(merchantId),
        amount: (commission + fee) as Minor,
      },
      { debit: accounts.unfunded(partnerId), credit: accounts.pending(partnerId), amount: commission },
    ],
    metadata: { reason: 'funded', order: orderId },
  };
}

function reversalEntryId(refund: RefundFact): Id<'Entry'> {
  return derivedId<'Entry'>(refund.at, 'refund', refund.id);
}

/** Books what a refund takes back, each part out of where it is now; undefined when that is nothing. */
export function reversalEntry(
  conversion: Conversion,
  refund: RefundFact,
  taken: readonly LineTakenBack[],
): EntryDraft | undefined {
  const transfers = taken.flatMap((part) => reversals(conversion, part));
  if (transfers.length === 0) return undefined;
  return {
    id: reversalEntryId(refund),
    asset: conversion.asset,
    effectiveAt: refund.at,
    transfers,
    metadata: { reason: 'refund', order: refund.orderId, refund: refund.id },
  };
}

function reversals(conversion: Conversion, { line, amount, fee }: LineTakenBack): TransferDraft[] {
  const { state, merchantId, firstSeq } = conversion;
  const to = state === 'unfunded' ? accounts.receivable(merchantId) : accounts.prepaid(merchantId);
  const original = (at: number) => ({ kind: 'reversal' as const, refersTo: firstSeq + BigInt(at) });
  const transfers: TransferDraft[] = [];
  if (amount > 0n) transfers.push({ ...original(line.transferAt), ...sourceOf(conversion), credit: to, amount });
  if (fee > 0n && line.feeTransferAt !== undefined) {
    transfers.push({ ...original(line.feeTransferAt), debit: accounts.fees(), credit: to, amount: fee });
  }
  return transfers;
}

/** Where the money of a commission is. What is no longer payable is owed back by the payee and out of reach for now. */
function sourceOf({ state, partnerId, merchantId }: Conversion): Pick<TransferDraft, 'debit' | 'upTo' | 'rest'> {
  if (state === 'unfunded') return { debit: accounts.unfunded(partnerId) };
  if (state === 'pending') return { debit: accounts.pending(partnerId) };
  const rest = { debit: accounts.payeeReceivable(partnerId), credit: accounts.recovering(merchantId) };
  return { debit: accounts.payable(partnerId), upTo: true, rest };
}
