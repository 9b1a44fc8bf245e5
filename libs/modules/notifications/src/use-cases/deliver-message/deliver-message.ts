import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id, publicId } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { WebhookKeys } from '../../adapters/webhook-keys.ts';
import { type Outgoing, WebhookSender } from '../../adapters/webhook-sender.ts';
import { type AttemptResult, judge } from '../../domain/delivery.ts';
import { filledIn } from '../../domain/postback.ts';
import { MOST_ATTEMPTS } from '../../domain/retry-schedule.ts';
import { asymmetricSignature, signedContent, symmetricSignature } from '../../domain/webhook-signature.ts';
import { NotificationSettings } from '../../notification-settings.ts';
import { type Claim, DeliveryStore } from '../../storage/delivery.store.ts';
import { EndpointStore } from '../../storage/endpoint.store.ts';

/** Sends a message to an endpoint: at least once, always with the same id and body. */
@Injectable()
export class DeliverMessage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deliveries: DeliveryStore,
    private readonly endpoints: EndpointStore,
    private readonly keys: WebhookKeys,
    private readonly sender: WebhookSender,
    private readonly settings: NotificationSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes one attempt, when one is due. Three steps: begin (a transaction), send (none is open), record (a transaction).
   * Whoever dies after the first leaves an attempt `unknown`, and the message goes out again once the lease is over.
   */
  async execute(deliveryId: Id<'Delivery'>): Promise<void> {
    const begun = await this.begin(deliveryId);
    if (begun === undefined) return;
    await this.record(begun.claim, await this.sender.send(begun.outgoing));
  }

  private begin(deliveryId: Id<'Delivery'>): Promise<{ claim: Claim; outgoing: Outgoing } | undefined> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const leaseEnds = (now + this.settings.leaseMs) as EpochMs;
      const claim = await this.deliveries.claim(tx, deliveryId, now, leaseEnds);
      if (claim === undefined) return undefined;
      if (claim.kind === 'postback') return { claim, outgoing: postbackOf(claim) };
      const sealed = await this.endpoints.liveSecrets(tx, claim.endpointId, now);
      const secrets = sealed.map((secret) => this.keys.open(secret, claim.endpointId));
      return { claim, outgoing: this.outgoing(claim, secrets, now) };
    });
  }

  /** Headers of Standard Webhooks: the id of the message, the time of this attempt, one signature for each secret. */
  private outgoing({ messageId, url, body }: Claim, secrets: readonly Uint8Array[], now: EpochMs): Outgoing {
    const shownId = publicId('msg', messageId);
    const seconds = Math.floor(now / 1_000);
    const content = signedContent(shownId, seconds, body);
    const signatures = secrets.map((secret) => symmetricSignature(secret, content));
    return {
      url,
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Provisio-Webhooks/1',
        'webhook-id': shownId,
        'webhook-timestamp': String(seconds),
        'webhook-signature': [...signatures, asymmetricSignature(this.keys.sign(content))].join(' '),
      },
    };
  }

  private record(claim: Claim, result: AttemptResult): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const verdict = judge(claim.deliveryId, Math.min(claim.step, MOST_ATTEMPTS), result, now);
      // Endpoint first, then its deliveries: the lock order of the module.
      if (verdict.state === 'stopped') await this.endpoints.disable(tx, claim.endpointId, 'gone', now);
      await this.deliveries.settle(tx, claim, verdict, now);
      await this.deliveries.endAttempt(tx, claim, result);
    });
  }
}

/** Nothing but an address: trackers know no signatures, a token of theirs stands in it. */
function postbackOf({ messageId, url, body }: Claim): Outgoing {
  const headers = { 'user-agent': 'Provisio-Postbacks/1', 'webhook-id': publicId('msg', messageId) };
  return { method: 'GET', url: filledIn(url, body), headers, body: '' };
}
