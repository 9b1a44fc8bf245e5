import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { RandomBytes } from '../../adapters/random-bytes.ts';
import { aimAt, Resolver } from '../../adapters/target-guard.ts';
import { WebhookKeys } from '../../adapters/webhook-keys.ts';
import type { EventType } from '../../domain/event-types.ts';
import { POSTBACK_EVENTS, sampleOf } from '../../domain/postback.ts';
import { checkTargetUrl } from '../../domain/target-url.ts';
import { SECRET_BYTES, secretText } from '../../domain/webhook-signature.ts';
import { NotificationSettings } from '../../notification-settings.ts';
import { EventNotForPostbacks, TargetRefused, TooManyEndpoints } from '../../notifications.errors.ts';
import { type Endpoint, type EndpointKind, EndpointStore } from '../../storage/endpoint.store.ts';

/** Endpoints that an organisation may have switched on. */
export const MOST_ENDPOINTS = 20;

/** An endpoint as it is asked for. */
export type EndpointDraft = {
  readonly organisationId: Id<'Organisation'>;
  /** A webhook unless it says so. */
  readonly kind?: EndpointKind | undefined;
  /** A postback's has macros. */
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly EventType[];
};

/** Makes a webhook endpoint. */
@Injectable()
export class CreateEndpoint {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly endpoints: EndpointStore,
    private readonly keys: WebhookKeys,
    private readonly random: RandomBytes,
    private readonly resolver: Resolver,
    private readonly settings: NotificationSettings,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * `secret` is shown this once. A name that cannot be looked up now is taken: each attempt looks again.
   * @throws {TargetRefused | EventNotForPostbacks | TooManyEndpoints} nothing was written.
   */
  async execute(draft: EndpointDraft): Promise<{ readonly endpoint: Endpoint; readonly secret: string }> {
    const { organisationId, description, eventTypes, kind = 'webhook' } = draft;
    const odd = kind === 'postback' ? eventTypes.find((type) => !POSTBACK_EVENTS.includes(type)) : undefined;
    if (odd !== undefined) throw new EventNotForPostbacks(odd, POSTBACK_EVENTS);
    const checked = await this.checkTarget(kind === 'postback' ? sampleOf(draft.url) : draft.url);
    const url = kind === 'postback' ? draft.url : checked;
    const createdAt = this.clock.now();
    const id = this.ids.next<'Endpoint'>();
    const secret = this.random.take(SECRET_BYTES);
    const endpoint: Endpoint = {
      id,
      organisationId,
      kind,
      url,
      description,
      eventTypes: [...new Set(eventTypes)].toSorted(),
      createdAt,
    };
    await this.unitOfWork.run(async (tx) => {
      if ((await this.endpoints.countActive(tx, organisationId)) >= BigInt(MOST_ENDPOINTS)) {
        throw new TooManyEndpoints(MOST_ENDPOINTS);
      }
      const sealed = this.keys.seal(secret, id);
      await this.endpoints.insert(tx, endpoint, { id: this.ids.next<'EndpointSecret'>(), sealed });
    });
    return { endpoint, secret: secretText(secret) };
  }

  private async checkTarget(text: string): Promise<string> {
    const { targets } = this.settings;
    const url = checkTargetUrl(text, targets);
    const aim = await aimAt(url, targets, this.resolver).catch(() => undefined); // No such name now: an attempt will say so.
    if (aim !== undefined && 'forbidden' in aim) throw new TargetRefused(aim.forbidden);
    return url.href;
  }
}
