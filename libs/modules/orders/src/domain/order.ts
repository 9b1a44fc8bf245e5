import type { Asset, EpochMs, Id, Minor } from '#kernel';

/** Who named a line's category; `default` when nobody did. */
export type CategoryFrom = 'request' | 'catalog' | 'default';

/** The category of a product that nobody put into one. */
export const NO_CATEGORY = 'uncategorised';

/** One line as the merchant sends it. */
export type LineDraft = {
  readonly sku: string;
  /** Path such as `home/lighting`; the catalog's category when it is left out. */
  readonly category?: string | undefined;
  readonly quantity: bigint;
  /** Price of one piece, without tax and shipping. */
  readonly unitPrice: Minor;
  /** Taken off the whole line. */
  readonly discount: Minor;
};

/** An order as the merchant sends it. Lines are numbered from 1 in the order given. */
export type OrderDraft = {
  /** The merchant's own order id; counts once. */
  readonly externalId: string;
  readonly currency: Asset;
  readonly customerRef?: string | undefined;
  readonly clickId?: Id<'Click'> | undefined;
  /** The coupon code that the customer used. */
  readonly coupon?: string | undefined;
  /** `pv_ad` of the page that an ad's click led to: the served ad behind this order. */
  readonly adClick?: string | undefined;
  readonly placedAt: EpochMs;
  readonly lines: readonly LineDraft[];
};

/** One line of an accepted order. Amounts in minor units of the order's currency. */
export type OrderLine = {
  readonly lineNo: number;
  readonly sku: string;
  readonly category: string;
  readonly categoryFrom: CategoryFrom;
  readonly quantity: bigint;
  readonly unitPrice: Minor;
  readonly discount: Minor;
  /** unitPrice × quantity − discount: what commissions are computed on. */
  readonly base: Minor;
};

/** A line together with what was refunded on it so far. */
export type OrderLineWithRefunds = OrderLine & { readonly refunded: Minor; readonly refundedQuantity: bigint };

/** An accepted order. Never changed; refunds are told beside it. */
export type Order<Line extends OrderLine = OrderLine> = {
  readonly id: Id<'Order'>;
  readonly merchantId: Id<'Organisation'>;
  readonly externalId: string;
  readonly currency: Asset;
  readonly customerRef?: string | undefined;
  readonly clickId?: Id<'Click'> | undefined;
  /** The coupon code that the customer used. */
  readonly coupon?: string | undefined;
  /** `pv_ad` of the page that an ad's click led to: the served ad behind this order. */
  readonly adClick?: string | undefined;
  readonly placedAt: EpochMs;
  readonly acceptedAt: EpochMs;
  readonly lines: readonly Line[];
};
