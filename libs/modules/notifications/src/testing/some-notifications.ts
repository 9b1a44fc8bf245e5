import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FixedClock, type Id, type Json, newId, RandomIdSource } from '#kernel';
import { type AddOptions, JobQueue } from '#platform/job-queue';
import type { TestDatabase } from '#platform/database/testing';
import { SystemRandomBytes } from '../adapters/random-bytes.ts';
import { Resolver } from '../adapters/target-guard.ts';
import { FileWebhookKeys } from '../adapters/webhook-keys.ts';
import { GuardedWebhookSender, type WebhookSender } from '../adapters/webhook-sender.ts';
import type { EventType } from '../domain/event-types.ts';
import type { Notice } from '../domain/message.ts';
import type { NotificationSettings } from '../notification-settings.ts';
import { DeliveryStore } from '../storage/delivery.store.ts';
import { EndpointStore } from '../storage/endpoint.store.ts';
import { DeliverMessage } from '../use-cases/deliver-message/deliver-message.ts';
import { CreateEndpoint } from '../use-cases/manage-endpoints/create-endpoint.ts';
import { RotateSecret } from '../use-cases/manage-endpoints/rotate-secret.ts';
import { SwitchEndpoint } from '../use-cases/manage-endpoints/switch-endpoint.ts';
import { NotifyOrganisations } from '../use-cases/notify-organisations/notify-organisations.ts';
import { PurgeLog } from '../use-cases/purge-log/purge-log.ts';
import { ReadDeliveries } from '../use-cases/read-deliveries/read-deliveries.ts';
import { ReplayDelivery } from '../use-cases/replay-delivery/replay-delivery.ts';
import { SweepDeliveries } from '../use-cases/sweep-deliveries/sweep-deliveries.ts';

/** A queue that runs nothing: it keeps what was added, once for each key. */
export class KeptQueue extends JobQueue {
  readonly jobs = new Map<string, { readonly name: string; readonly payload: Json }>();

  override define(): Promise<void> {
    return Promise.resolve();
  }
  override add(name: string, payload: Json, { key = `${this.jobs.size}` }: AddOptions = {}): Promise<void> {
    if (!this.jobs.has(key)) this.jobs.set(key, { name, payload });
    return Promise.resolve();
  }
  override cancel(): Promise<boolean> {
    return Promise.resolve(false);
  }
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Names that a test makes up; what is not there does not resolve. */
class MadeUpNames extends Resolver {
  asked = 0;
  constructor(readonly names: Map<string, readonly string[]>) {
    super();
  }
  override resolve(name: string): Promise<readonly string[]> {
    this.asked += 1;
    const addresses = this.names.get(name);
    return addresses === undefined ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve(addresses);
  }
}

/** The use-cases of notifications on a test database, with names that tests make up. */
export async function someNotifications(db: TestDatabase, clock: FixedClock) {
  const keyDir = mkdtempSync(join(tmpdir(), 'provisio-webhooks-'));
  const names = new MadeUpNames(new Map());
  const allowed = new Set<string>();
  const settings: NotificationSettings = {
    keyDir,
    targets: { mayUseHttp: false, allowedTargets: allowed },
    timeoutMs: 1_000,
    leaseMs: 60_000,
    logDays: 90,
  };
  const random = new SystemRandomBytes();
  const keys = await FileWebhookKeys.open(keyDir, random);
  const [endpoints, deliveries] = [new EndpointStore(db.database), new DeliveryStore(db.database)];
  const ids = new RandomIdSource(clock);
  const queue = new KeptQueue();
  const sender = new GuardedWebhookSender(settings, names);
  const deliverWith = (by: WebhookSender): DeliverMessage =>
    new DeliverMessage(db.unitOfWork, deliveries, endpoints, keys, by, settings, clock);
  const notify = new NotifyOrganisations(endpoints, deliveries, clock);
  const read = new ReadDeliveries(deliveries);
  return {
    keyDir,
    keys,
    names: names.names,
    resolver: names,
    allowed,
    sender,
    queue,
    deliver: deliverWith(sender),
    deliverWith,
    create: new CreateEndpoint(db.unitOfWork, endpoints, keys, random, names, settings, clock, ids),
    rotate: new RotateSecret(db.unitOfWork, endpoints, keys, random, clock, ids),
    switch: new SwitchEndpoint(db.unitOfWork, endpoints, clock),
    sweep: new SweepDeliveries(deliveries, queue, clock),
    read,
    purge: new PurgeLog(db.unitOfWork, deliveries, settings, clock),
    replay: new ReplayDelivery(db.unitOfWork, deliveries, endpoints, read, clock),
    notify: (notices: readonly Notice[]) => db.unitOfWork.run((tx) => notify.execute(tx, notices)),
    /** Something to tell an organisation. */
    notice: (organisationId: Id<'Organisation'>, type: EventType = 'commission.created'): Notice => ({
      organisationId,
      type,
      subject: newId(clock.now()),
      at: clock.now(),
      data: { b: 1, a: { amount: '100', asset: 'GBPT/2' } },
    }),
    /** Makes the attempts that are due now, as the queue would. */
    async work(): Promise<number> {
      const due = await deliveries.findDue(clock.now(), 100);
      for (const { id } of due) await deliverWith(sender).execute(id);
      return due.length;
    },
    close: () => rmSync(keyDir, { recursive: true, force: true }),
  };
}

export type TestNotifications = Awaited<ReturnType<typeof someNotifications>>;
