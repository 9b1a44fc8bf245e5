import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { DeliveryStillWaiting, EndpointDisabled, EndpointNotFound } from '../../notifications.errors.ts';
import { DeliveryStore } from '../../storage/delivery.store.ts';
import { EndpointStore } from '../../storage/endpoint.store.ts';
import { ReadDeliveries } from '../read-deliveries/read-deliveries.ts';

/** Sends one delivery again. */
@Injectable()
export class ReplayDelivery {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deliveries: DeliveryStore,
    private readonly endpoints: EndpointStore,
    private readonly read: ReadDeliveries,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins a new round of attempts now, with the same id and body.
   * @throws {DeliveryNotFound | EndpointDisabled | DeliveryStillWaiting} nothing was changed.
   */
  async execute(organisationId: Id<'Organisation'>, deliveryId: Id<'Delivery'>): Promise<void> {
    const { endpointId } = await this.read.one(organisationId, deliveryId);
    await this.unitOfWork.run(async (tx) => {
      const endpoint = await this.endpoints.lock(tx, organisationId, endpointId);
      if (endpoint === undefined) throw new EndpointNotFound();
      if (endpoint.disabled !== undefined) throw new EndpointDisabled();
      if (!(await this.deliveries.replay(tx, deliveryId, this.clock.now()))) throw new DeliveryStillWaiting();
    });
  }
}
