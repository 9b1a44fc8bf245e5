import type { EpochMs, Minor } from '#kernel';
import { matchCancellation, type PurchaseLine } from './match-cancellation.ts';
import type { Cancellation } from './plan-invoice.ts';

/** A purchase line with what it is a purchase of. */
export type KnownPurchase = PurchaseLine & {
  readonly customerRef: string;
  readonly sku: string;
  readonly unitPrice: Minor;
};

/** What one cancellation invoice gives back on one order. */
type MatchedRefund = {
  readonly externalId: string;
  readonly orderId: string;
  readonly at: EpochMs;
  readonly lines: ReadonlyMap<number, bigint>;
};

/** How a batch of cancellations came out, in its order. */
export type MatchedBatch = {
  readonly refunds: readonly MatchedRefund[];
  readonly matches: readonly { readonly cancellation: Cancellation; readonly matchedUnits: bigint }[];
};

const keyOf = (of: { customerRef: string; sku: string; unitPrice: Minor }): string =>
  `${of.customerRef}\n${of.sku}\n${of.unitPrice}`;

/** Pieces of a product that a cancellation invoice gave back in an earlier import. */
export type RecordedCancellation = {
  readonly invoice: string;
  readonly sku: string;
  readonly unitPrice: Minor;
  readonly units: bigint;
};

/**
 * Matches cancellations one after the other: what an earlier one took is gone for the next.
 * Units of one invoice on one order become one refund, because a refund points at one order.
 * An invoice of `recorded` was matched before (another file held it, too): it stays as it was and takes nothing again.
 */
export function matchBatch(
  cancellations: readonly Cancellation[],
  purchases: readonly KnownPurchase[],
  recorded: readonly RecordedCancellation[] = [],
): MatchedBatch {
  const byKey = Map.groupBy(purchases, keyOf);
  const before = new Before(recorded);
  const refunds = new Map<string, { externalId: string; orderId: string; at: EpochMs; lines: Map<number, bigint> }>();
  const matches = cancellations.map((cancellation) => {
    if (before.has(cancellation.invoice)) return { cancellation, matchedUnits: before.take(cancellation) };
    const key = keyOf(cancellation);
    const { taken, unmatchedUnits } = matchCancellation(cancellation.units, cancellation.at, byKey.get(key) ?? []);
    const unitsOf = new Map(taken.map(({ purchase, units }) => [purchase, units]));
    byKey.set(
      key,
      (byKey.get(key) ?? []).map((line) => ({
        ...line,
        unitsLeft: line.unitsLeft - (unitsOf.get(line as PurchaseLine) ?? 0n),
      })),
    );
    for (const { purchase, units } of taken) {
      const externalId = `${cancellation.invoice}>${purchase.externalId}`;
      const refund = refunds.get(externalId) ?? {
        externalId,
        orderId: purchase.orderId,
        at: cancellation.at,
        lines: new Map(),
      };
      refund.lines.set(purchase.lineNo, (refund.lines.get(purchase.lineNo) ?? 0n) + units);
      if (cancellation.at > refund.at) refund.at = cancellation.at;
      refunds.set(externalId, refund);
    }
    return { cancellation, matchedUnits: cancellation.units - unmatchedUnits };
  });
  return { refunds: [...refunds.values()], matches };
}

/** What earlier imports matched, handed out again line by line. */
class Before {
  readonly #invoices: ReadonlySet<string>;
  readonly #left = new Map<string, bigint>();

  constructor(recorded: readonly RecordedCancellation[]) {
    this.#invoices = new Set(recorded.map(({ invoice }) => invoice));
    for (const each of recorded) {
      this.#left.set(Before.key(each), (this.#left.get(Before.key(each)) ?? 0n) + each.units);
    }
  }

  has(invoice: string): boolean {
    return this.#invoices.has(invoice);
  }

  take(cancellation: Cancellation): bigint {
    const left = this.#left.get(Before.key(cancellation)) ?? 0n;
    const units = left < cancellation.units ? left : cancellation.units;
    this.#left.set(Before.key(cancellation), left - units);
    return units;
  }

  private static key({ invoice, sku, unitPrice }: Omit<RecordedCancellation, 'units'>): string {
    return `${invoice}\n${sku}\n${unitPrice}`;
  }
}
