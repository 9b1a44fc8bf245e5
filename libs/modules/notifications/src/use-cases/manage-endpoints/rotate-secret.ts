import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS, type EpochMs, type Id, IdSource } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { RandomBytes } from '../../adapters/random-bytes.ts';
import { WebhookKeys } from '../../adapters/webhook-keys.ts';
import { SECRET_BYTES, secretText } from '../../domain/webhook-signature.ts';
import { EndpointDisabled, EndpointNotFound } from '../../notifications.errors.ts';
import { EndpointStore } from '../../storage/endpoint.store.ts';

/** How long the secret before signs beside the new one, in milliseconds. */
const OVERLAP_MS = DAY_MS;

/** Gives an endpoint a new secret. */
@Injectable()
export class RotateSecret {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly endpoints: EndpointStore,
    private readonly keys: WebhookKeys,
    private readonly random: RandomBytes,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * The new secret, shown this once, signs from now on; the one before signs beside it for a day, any older one no more.
   * @throws {EndpointNotFound | EndpointDisabled} nothing was written.
   */
  async execute(
    organisationId: Id<'Organisation'>,
    endpointId: Id<'Endpoint'>,
  ): Promise<{ readonly secret: string; readonly overlapEnds: EpochMs }> {
    const secret = this.random.take(SECRET_BYTES);
    const now = this.clock.now();
    const overlapEnds = (now + OVERLAP_MS) as EpochMs;
    await this.unitOfWork.run(async (tx) => {
      const endpoint = await this.endpoints.lock(tx, organisationId, endpointId);
      if (endpoint === undefined) throw new EndpointNotFound();
      if (endpoint.disabled !== undefined) throw new EndpointDisabled();
      const sealed = this.keys.seal(secret, endpointId);
      await this.endpoints.rotate(tx, endpointId, { id: this.ids.next<'EndpointSecret'>(), sealed }, now, overlapEnds);
    });
    return { secret: secretText(secret), overlapEnds };
  }
}
