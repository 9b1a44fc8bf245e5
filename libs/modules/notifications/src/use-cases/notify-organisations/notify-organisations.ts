import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import type { Tx } from '#platform/database';
import { deliveryIdOf, messageOf, type Notice } from '../../domain/message.ts';
import { DeliveryStore, type NewDelivery } from '../../storage/delivery.store.ts';
import { EndpointStore } from '../../storage/endpoint.store.ts';

/** Writes down what organisations are to be told. */
@Injectable()
export class NotifyOrganisations {
  constructor(
    private readonly endpoints: EndpointStore,
    private readonly deliveries: DeliveryStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds a message and its deliveries for each of `notices` that some endpoint listens to, in the caller's transaction.
   * A notice that comes again adds nothing. Nothing is kept for organisations without an endpoint.
   */
  async execute(tx: Tx, notices: readonly Notice[]): Promise<void> {
    const organisations = [...new Set(notices.map(({ organisationId }) => organisationId))];
    const endpoints = Map.groupBy(
      await this.endpoints.findSubscribed(tx, organisations),
      ({ organisationId }) => organisationId,
    );
    const added = notices.flatMap((notice): NewDelivery[] => {
      const listening = (endpoints.get(notice.organisationId) ?? []).filter(({ eventTypes }) =>
        eventTypes.includes(notice.type),
      );
      if (listening.length === 0) return [];
      const message = messageOf(notice);
      return listening.map(({ id }) => ({ id: deliveryIdOf(message, notice.at, id), message, endpointId: id }));
    });
    await this.deliveries.insert(tx, added, this.clock.now());
  }
}
