import { canonicalJson, formatInstant, type Json, sha256 } from '#kernel';
import type { Order } from './order.ts';

/**
 * What the merchant said of an order: a category that the catalog gave is left out, so that the same request stays
 * the same after the catalog changed.
 */
export function orderContent(order: Order): { readonly [field: string]: Json } {
  return {
    currency: order.currency,
    customer_ref: order.customerRef ?? null,
    click_id: order.clickId ?? null,
    // Left out where there is none: the hashes of orders from before there were coupons stay the same.
    ...(order.coupon === undefined ? {} : { coupon: order.coupon }),
    ...(order.adClick === undefined ? {} : { ad_click: order.adClick }),
    placed_at: formatInstant(order.placedAt),
    lines: order.lines.map((line) => ({
      sku: line.sku,
      category: line.categoryFrom === 'request' ? line.category : null,
      quantity: line.quantity.toString(),
      unit_price: line.unitPrice.toString(),
      discount: line.discount.toString(),
    })),
  };
}

/** SHA-256 of the canonical JSON of what the merchant said. */
export function contentHash(content: Json): Buffer {
  return sha256(canonicalJson(content));
}

/** The first field in which two contents differ, such as `lines.2.quantity`; undefined when they are the same. */
export function firstDifference(before: Json | undefined, after: Json | undefined, path = ''): string | undefined {
  if (isBranch(before) && isBranch(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const found = firstDifference(before[key], after[key], path === '' ? key : `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return before === after ? undefined : path;
}

function isBranch(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}
