import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { EventType } from '../domain/event-types.ts';

const LOCK = loadSql(import.meta.url, './sql/lock-endpoint.sql');
const SUBSCRIBED = loadSql(import.meta.url, './sql/find-subscribed.sql');
const COUNT_ACTIVE = loadSql(import.meta.url, './sql/count-active.sql');
const ROTATE = loadSql(import.meta.url, './sql/rotate-secret.sql');
const DISABLE = loadSql(import.meta.url, './sql/disable-endpoint.sql');
const STOP_DELIVERIES = loadSql(import.meta.url, './sql/stop-deliveries.sql');
const TAKE_TURN = `select pg_advisory_xact_lock(hashtextextended('notifications.endpoint:' || $1, 0))`;
const LIST = `select * from notifications.endpoint where organisation_id = $1 order by id desc limit 200`;
const INSERT = `insert into notifications.endpoint (id, organisation_id, kind, url, description, event_types, created_at)
  values ($1, $2, $3, $4, $5, $6, $7)`;
const INSERT_SECRET = `insert into notifications.endpoint_secret (id, endpoint_id, sealed, created_at) values ($1, $2, $3, $4)`;
const ENABLE = `update notifications.endpoint set disabled_at = null, disabled_because = null where id = $1`;
const LIVE_SECRETS = `select sealed from notifications.endpoint_secret
  where endpoint_id = $1 and (expires_at is null or expires_at > $2) order by created_at desc, id desc`;

/** webhook: a signed POST (Standard Webhooks); postback: a GET whose address says it all. */
export type EndpointKind = 'webhook' | 'postback';

/** Where an organisation wants to hear of what. */
export type Endpoint = {
  readonly id: Id<'Endpoint'>;
  readonly organisationId: Id<'Organisation'>;
  readonly kind: EndpointKind;
  /** A postback's has macros. */
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly EventType[];
  readonly createdAt: EpochMs;
  readonly disabled?: { readonly at: EpochMs; readonly because: 'by_owner' | 'gone' } | undefined;
};

/** A secret on its way into the table. */
export type SealedSecret = { readonly id: Id<'EndpointSecret'>; readonly sealed: Buffer };

type Row = {
  id: Id<'Endpoint'>;
  organisation_id: Id<'Organisation'>;
  kind: EndpointKind;
  url: string;
  description: string;
  event_types: EventType[];
  created_at: Date;
  disabled_at: Date | null;
  disabled_because: 'by_owner' | 'gone' | null;
};

/** The tables of endpoints and their secrets. */
@Injectable()
export class EndpointStore {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, endpoint: Endpoint, secret: SealedSecret): Promise<void> {
    const { id, organisationId, kind, url, description, eventTypes, createdAt } = endpoint;
    await tx.query(INSERT, [id, organisationId, kind, url, description, eventTypes, new Date(createdAt)]);
    await tx.query(INSERT_SECRET, [secret.id, id, secret.sealed, new Date(createdAt)]);
  }

  /** Locks the organisation's endpoint until commit; undefined when it has no such one. */
  async lock(tx: Tx, organisationId: Id<'Organisation'>, id: Id<'Endpoint'>): Promise<Endpoint | undefined> {
    const [row] = await tx.query<Row>(LOCK, [organisationId, id]);
    return row === undefined ? undefined : endpointOf(row);
  }

  /** How many of the organisation's endpoints are not disabled; until commit nobody else is told. */
  async countActive(tx: Tx, organisationId: Id<'Organisation'>): Promise<bigint> {
    await tx.query(TAKE_TURN, [organisationId]);
    const [row] = await tx.query<{ active: bigint }>(COUNT_ACTIVE, [organisationId]);
    return row?.active ?? 0n;
  }

  async list(organisationId: Id<'Organisation'>): Promise<Endpoint[]> {
    return (await this.database.query<Row>(LIST, [organisationId])).map(endpointOf);
  }

  /** Endpoints, not disabled, of these organisations; none of them is disabled before the transaction ends. */
  async findSubscribed(tx: Tx, organisations: readonly Id<'Organisation'>[]): Promise<Endpoint[]> {
    if (organisations.length === 0) return [];
    return (await tx.query<Row>(SUBSCRIBED, [organisations])).map(endpointOf);
  }

  /** `secret` is the current one from now on; the one before it signs beside it until `overlapEnds`, older ones end now. */
  async rotate(
    tx: Tx,
    endpointId: Id<'Endpoint'>,
    secret: SealedSecret,
    now: EpochMs,
    overlapEnds: EpochMs,
  ): Promise<void> {
    await tx.query(ROTATE, [endpointId, new Date(now), new Date(overlapEnds)]);
    await tx.query(INSERT_SECRET, [secret.id, endpointId, secret.sealed, new Date(now)]);
  }

  /** Sealed secrets that sign at `now`, newest first. */
  async liveSecrets(tx: Tx, endpointId: Id<'Endpoint'>, now: EpochMs): Promise<Buffer[]> {
    return (await tx.query<{ sealed: Buffer }>(LIVE_SECRETS, [endpointId, new Date(now)])).map((row) => row.sealed);
  }

  /** Disables the endpoint and stops what waits for it; one that is disabled already stays as it is. */
  async disable(tx: Tx, id: Id<'Endpoint'>, because: 'by_owner' | 'gone', now: EpochMs): Promise<void> {
    await tx.query(DISABLE, [id, because, new Date(now)]);
    await tx.query(STOP_DELIVERIES, [id, new Date(now)]);
  }

  async enable(tx: Tx, id: Id<'Endpoint'>): Promise<void> {
    await tx.query(ENABLE, [id]);
  }
}

function endpointOf(row: Row): Endpoint {
  const { disabled_at: at, disabled_because: because } = row;
  return {
    id: row.id,
    organisationId: row.organisation_id,
    kind: row.kind,
    url: row.url,
    description: row.description,
    eventTypes: row.event_types,
    createdAt: row.created_at.getTime() as EpochMs,
    disabled: at === null || because === null ? undefined : { at: at.getTime() as EpochMs, because },
  };
}
