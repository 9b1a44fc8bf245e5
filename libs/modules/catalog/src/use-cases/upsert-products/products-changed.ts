import { type EpochMs, formatInstant, type Id } from '#kernel';
import type { OutboxEvent } from '#platform/outbox';
import { CATALOG_TOPIC, type ProductsChangedV1 } from '../../events.ts';

/** Products that one event names. */
const MOST_PER_EVENT = 500;

/** Tells which products of a merchant are new or changed. */
export function productsChanged(
  merchantId: Id<'Organisation'>,
  ids: readonly Id<'Product'>[],
  at: EpochMs,
): OutboxEvent[] {
  const events: OutboxEvent[] = [];
  for (let from = 0; from < ids.length; from += MOST_PER_EVENT) {
    const products = ids.slice(from, from + MOST_PER_EVENT);
    const told: ProductsChangedV1 = {
      event: 'catalog.products_changed.v1',
      merchant_id: merchantId,
      products,
      at: formatInstant(at),
    };
    events.push({ topic: CATALOG_TOPIC, key: merchantId, body: told });
  }
  return events;
}
