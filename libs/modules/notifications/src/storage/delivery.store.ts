import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { AttemptOutcome, AttemptResult, DeliveryState, Verdict } from '../domain/delivery.ts';
import type { EventType } from '../domain/event-types.ts';
import type { Message } from '../domain/message.ts';
import type { EndpointKind } from './endpoint.store.ts';

const INSERT_MESSAGES = loadSql(import.meta.url, './sql/insert-messages.sql');
const INSERT_DELIVERIES = loadSql(import.meta.url, './sql/insert-deliveries.sql');
const FIND_DUE = loadSql(import.meta.url, './sql/find-due.sql');
const CLAIM = loadSql(import.meta.url, './sql/claim-delivery.sql');
const SETTLE = loadSql(import.meta.url, './sql/settle-delivery.sql');
const END_ATTEMPT = loadSql(import.meta.url, './sql/end-attempt.sql');
const REPLAY = loadSql(import.meta.url, './sql/replay-delivery.sql');
const PURGE_DELIVERIES = loadSql(import.meta.url, './sql/purge-deliveries.sql');
const PURGE_MESSAGES = loadSql(import.meta.url, './sql/purge-messages.sql');
const LIST = loadSql(import.meta.url, './sql/list-deliveries.sql');
const ATTEMPTS = `select no, at, outcome, status, duration_ms, detail from notifications.attempt where delivery_id = $1 order by no`;

/** A message on its way to one endpoint. */
export type NewDelivery = {
  readonly id: Id<'Delivery'>;
  readonly message: Message;
  readonly endpointId: Id<'Endpoint'>;
};

/** An attempt that this process has begun: nobody else begins one before `leaseEnds`. */
export type Claim = {
  readonly deliveryId: Id<'Delivery'>;
  readonly messageId: Id<'Message'>;
  readonly endpointId: Id<'Endpoint'>;
  readonly kind: EndpointKind;
  readonly url: string;
  readonly body: string;
  /** Number of the attempt, from 1, over all rounds. */
  readonly no: number;
  /** Number of the attempt in its round. */
  readonly step: number;
  readonly leaseEnds: EpochMs;
};

/** A delivery as the log shows it. */
export type ListedDelivery = {
  readonly id: Id<'Delivery'>;
  readonly messageId: Id<'Message'>;
  readonly endpointId: Id<'Endpoint'>;
  readonly type: EventType;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAt?: EpochMs | undefined;
  readonly lastStatus?: number | undefined;
  readonly createdAt: EpochMs;
  readonly doneAt?: EpochMs | undefined;
};

/** An attempt as the log shows it. */
export type ListedAttempt = {
  readonly no: number;
  readonly at: EpochMs;
  readonly outcome: AttemptOutcome;
  readonly status?: number | undefined;
  readonly durationMs?: number | undefined;
  readonly detail?: string | undefined;
};

/** Which deliveries; a field that is left out does not narrow the answer. */
export type DeliveryFilter = {
  readonly organisationId: Id<'Organisation'>;
  readonly endpointId?: Id<'Endpoint'> | undefined;
  readonly state?: DeliveryState | undefined;
  readonly deliveryId?: Id<'Delivery'> | undefined;
  /** The list goes on after this delivery. */
  readonly after?: Id<'Delivery'> | undefined;
  readonly limit: number;
};

type ClaimRow = {
  message_id: Id<'Message'>;
  endpoint_id: Id<'Endpoint'>;
  kind: EndpointKind;
  url: string;
  body: string;
  attempts: number;
  step: number;
  next_at: Date;
};
type DeliveryRow = {
  id: Id<'Delivery'>;
  message_id: Id<'Message'>;
  endpoint_id: Id<'Endpoint'>;
  event_type: EventType;
  state: DeliveryState;
  attempts: number;
  next_at: Date | null;
  last_status: number | null;
  created_at: Date;
  done_at: Date | null;
};
type AttemptRow = {
  no: number;
  at: Date;
  outcome: AttemptOutcome;
  status: number | null;
  duration_ms: number | null;
  detail: string | null;
};

/** The tables of messages, deliveries and attempts. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly database: Database) {}

  /** Adds messages and their ways; what is there already stays as it is. */
  async insert(tx: Tx, deliveries: readonly NewDelivery[], now: EpochMs): Promise<void> {
    if (deliveries.length === 0) return;
    const messages = [...new Map(deliveries.map(({ message }) => [message.id, message])).values()];
    await tx.query(INSERT_MESSAGES, [
      messages.map(({ id }) => id),
      messages.map(({ organisationId }) => organisationId),
      messages.map(({ type }) => type),
      messages.map(({ body }) => body),
      new Date(now),
    ]);
    await tx.query(INSERT_DELIVERIES, [
      deliveries.map(({ id }) => id),
      deliveries.map(({ message }) => message.id),
      deliveries.map(({ endpointId }) => endpointId),
      deliveries.map(({ message }) => message.organisationId),
      deliveries.map(({ message }) => message.type),
      new Date(now),
    ]);
  }

  /** Deliveries whose time has come, oldest first, with that time. */
  async findDue(now: EpochMs, limit: number): Promise<{ id: Id<'Delivery'>; nextAt: EpochMs }[]> {
    const rows = await this.database.query<{ id: Id<'Delivery'>; next_at: Date }>(FIND_DUE, [new Date(now), limit]);
    return rows.map((row) => ({ id: row.id, nextAt: instantOf(row.next_at) }));
  }

  /**
   * Begins an attempt: counts it, writes it into the log as `unknown`, and keeps others away until `leaseEnds`.
   * Undefined when it is not due, or somebody else has begun one.
   */
  async claim(tx: Tx, deliveryId: Id<'Delivery'>, now: EpochMs, leaseEnds: EpochMs): Promise<Claim | undefined> {
    const [row] = await tx.query<ClaimRow>(CLAIM, [deliveryId, new Date(now), new Date(leaseEnds)]);
    if (row === undefined) return undefined;
    const { message_id: messageId, endpoint_id: endpointId, kind, url, body, attempts: no, step } = row;
    return { deliveryId, messageId, endpointId, kind, url, body, no, step, leaseEnds };
  }

  /** Writes how an attempt ended into the log. */
  async endAttempt(tx: Tx, { deliveryId, no }: Claim, result: AttemptResult): Promise<void> {
    const { outcome, status, durationMs, detail } = result;
    await tx.query(END_ATTEMPT, [deliveryId, no, outcome, status ?? null, durationMs, detail?.slice(0, 300) ?? null]);
  }

  /** Stores what follows, unless the lease ran out and somebody else took over. */
  async settle(tx: Tx, claim: Claim, verdict: Verdict, now: EpochMs): Promise<void> {
    const nextAt = verdict.state === 'waiting' ? new Date(verdict.nextAt) : null;
    const lease = new Date(claim.leaseEnds);
    await tx.query(SETTLE, [claim.deliveryId, lease, verdict.state, nextAt, new Date(now)]);
  }

  /** Begins a new round now; false when the delivery waits anyway. */
  async replay(tx: Tx, deliveryId: Id<'Delivery'>, now: EpochMs): Promise<boolean> {
    return (await tx.query(REPLAY, [deliveryId, new Date(now)])).length === 1;
  }

  /** Forgets deliveries that ended before `before`, with their attempts, `most` at a time. @returns how many. */
  async purgeDeliveries(tx: Tx, before: EpochMs, most: number): Promise<number> {
    return (await tx.query(PURGE_DELIVERIES, [new Date(before), most])).length;
  }

  /** Forgets messages from before `before` that are on their way to nobody, `most` at a time. @returns how many. */
  async purgeMessages(tx: Tx, before: EpochMs, most: number): Promise<number> {
    return (await tx.query(PURGE_MESSAGES, [new Date(before), most])).length;
  }

  /** Newest first. */
  async list(filter: DeliveryFilter): Promise<ListedDelivery[]> {
    const { organisationId, endpointId, state, deliveryId, after, limit } = filter;
    const rows = await this.database.query<DeliveryRow>(LIST, [
      organisationId,
      endpointId ?? null,
      state ?? null,
      deliveryId ?? null,
      after ?? null,
      limit,
    ]);
    return rows.map(deliveryOf);
  }

  /** The attempts of a delivery, first one first. */
  async attempts(deliveryId: Id<'Delivery'>): Promise<ListedAttempt[]> {
    const rows = await this.database.query<AttemptRow>(ATTEMPTS, [deliveryId]);
    return rows.map((row) => ({
      no: row.no,
      at: instantOf(row.at),
      outcome: row.outcome,
      status: row.status ?? undefined,
      durationMs: row.duration_ms ?? undefined,
      detail: row.detail ?? undefined,
    }));
  }
}

function deliveryOf(row: DeliveryRow): ListedDelivery {
  return {
    id: row.id,
    messageId: row.message_id,
    endpointId: row.endpoint_id,
    type: row.event_type,
    state: row.state,
    attempts: row.attempts,
    nextAt: row.next_at === null ? undefined : instantOf(row.next_at),
    lastStatus: row.last_status ?? undefined,
    createdAt: instantOf(row.created_at),
    doneAt: row.done_at === null ? undefined : instantOf(row.done_at),
  };
}

function instantOf(date: Date): EpochMs {
  return date.getTime() as EpochMs;
}
