import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { type Tx, UnitOfWork } from '#platform/database';
import { EndpointNotFound, TooManyEndpoints } from '../../notifications.errors.ts';
import { type Endpoint, EndpointStore } from '../../storage/endpoint.store.ts';
import { MOST_ENDPOINTS } from './create-endpoint.ts';

/** Switches endpoints off and on. */
@Injectable()
export class SwitchEndpoint {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly endpoints: EndpointStore,
    private readonly clock: Clock,
  ) {}

  /** Nothing goes there any more; what waits is stopped. @throws {EndpointNotFound} nothing was written. */
  async off(organisationId: Id<'Organisation'>, endpointId: Id<'Endpoint'>): Promise<Endpoint> {
    return this.unitOfWork.run(async (tx) => {
      await this.find(tx, organisationId, endpointId);
      await this.endpoints.disable(tx, endpointId, 'by_owner', this.clock.now());
      return this.find(tx, organisationId, endpointId);
    });
  }

  /**
   * What happens from now on goes there again; what was stopped stays so until it is replayed.
   * @throws {EndpointNotFound | TooManyEndpoints} nothing was written.
   */
  async on(organisationId: Id<'Organisation'>, endpointId: Id<'Endpoint'>): Promise<Endpoint> {
    return this.unitOfWork.run(async (tx) => {
      const active = await this.endpoints.countActive(tx, organisationId);
      const { disabled } = await this.find(tx, organisationId, endpointId);
      if (disabled !== undefined && active >= BigInt(MOST_ENDPOINTS)) throw new TooManyEndpoints(MOST_ENDPOINTS);
      await this.endpoints.enable(tx, endpointId);
      return this.find(tx, organisationId, endpointId);
    });
  }

  private async find(tx: Tx, organisationId: Id<'Organisation'>, endpointId: Id<'Endpoint'>): Promise<Endpoint> {
    const endpoint = await this.endpoints.lock(tx, organisationId, endpointId);
    if (endpoint === undefined) throw new EndpointNotFound();
    return endpoint;
  }
}
