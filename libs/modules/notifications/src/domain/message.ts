import { canonicalJson, derivedId, type EpochMs, formatInstant, type Id, type Json } from '#kernel';
import type { EventType } from './event-types.ts';

/** Something that an organisation may want to hear of. */
export type Notice = {
  readonly organisationId: Id<'Organisation'>;
  readonly type: EventType;
  /** What it is about, for the message's id: the same thing is told once. */
  readonly subject: string;
  readonly at: EpochMs;
  /** As the receiver gets it: shown ids, money with its asset. */
  readonly data: Json;
};

/** What is sent: the body never changes, so every attempt signs the same content. */
export type Message = {
  readonly id: Id<'Message'>;
  readonly organisationId: Id<'Organisation'>;
  readonly type: EventType;
  readonly body: string;
};

/** The message of a notice. The id follows from organisation, type and subject, so an event that comes again adds nothing. */
export function messageOf({ organisationId, type, subject, at, data }: Notice): Message {
  return {
    id: derivedId<'Message'>(at, 'message', organisationId, type, subject),
    organisationId,
    type,
    body: canonicalJson({ type, timestamp: formatInstant(at), data }),
  };
}

/** The id of a message's way to one endpoint. */
export function deliveryIdOf(message: Message, at: EpochMs, endpointId: Id<'Endpoint'>): Id<'Delivery'> {
  return derivedId<'Delivery'>(at, 'delivery', message.id, endpointId);
}
