import { DomainError } from '#kernel';

/** The organisation has no such endpoint. Nothing was written. */
export class EndpointNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'notifications.endpoint_not_found';
  constructor() {
    super('there is no such webhook endpoint');
  }
}

/** The organisation has no such delivery. Nothing was written. */
export class DeliveryNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'notifications.delivery_not_found';
  constructor() {
    super('there is no such webhook delivery');
  }
}

/** Webhooks do not go to this address: not https, a private network, a name that leads into one. Nothing was sent. */
export class TargetRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'notifications.target_refused';
  override readonly details: { readonly fields: readonly { readonly path: string; readonly message: string }[] };
  constructor(message: string) {
    super(message);
    this.details = { fields: [{ path: 'url', message }] };
  }
}

/** A postback cannot tell of this event. The endpoint was not made. */
export class EventNotForPostbacks extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'notifications.event_not_for_postbacks';
  override readonly details: { readonly fields: readonly { readonly path: string; readonly message: string }[] };
  constructor(type: string, known: readonly string[]) {
    const message = `a postback tells of ${known.join(', ')}, not of ${type}`;
    super(message);
    this.details = { fields: [{ path: 'events', message }] };
  }
}

/** An organisation has at most so many endpoints. The endpoint was not made. */
export class TooManyEndpoints extends DomainError {
  readonly kind = 'refused';
  readonly code = 'notifications.too_many_endpoints';
  constructor(readonly most: number) {
    super(`an organisation has at most ${most} webhook endpoints that are not disabled`);
  }
}

/** The delivery still waits for its next attempt, which will come by itself. Nothing was changed. */
export class DeliveryStillWaiting extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'notifications.delivery_still_waiting';
  constructor() {
    super('the delivery still waits for its next attempt');
  }
}

/** The endpoint is disabled, so nothing is sent to it and its secret is not rotated. Nothing was changed. */
export class EndpointDisabled extends DomainError {
  readonly kind = 'refused';
  readonly code = 'notifications.endpoint_disabled';
  constructor() {
    super('the webhook endpoint is disabled');
  }
}
