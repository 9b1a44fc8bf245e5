import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { DeliveryNotFound } from '../../notifications.errors.ts';
import {
  type DeliveryFilter,
  DeliveryStore,
  type ListedAttempt,
  type ListedDelivery,
} from '../../storage/delivery.store.ts';

/** Reads the delivery log. */
@Injectable()
export class ReadDeliveries {
  constructor(private readonly deliveries: DeliveryStore) {}

  /** Newest first. */
  execute(filter: DeliveryFilter): Promise<ListedDelivery[]> {
    return this.deliveries.list(filter);
  }

  /** One delivery with every attempt. @throws {DeliveryNotFound} */
  async one(
    organisationId: Id<'Organisation'>,
    deliveryId: Id<'Delivery'>,
  ): Promise<ListedDelivery & { readonly log: readonly ListedAttempt[] }> {
    const [delivery] = await this.deliveries.list({ organisationId, deliveryId, limit: 1 });
    if (delivery === undefined) throw new DeliveryNotFound();
    return { ...delivery, log: await this.deliveries.attempts(deliveryId) };
  }
}
