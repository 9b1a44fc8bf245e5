import type { Provider } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { RandomBytes, SystemRandomBytes } from './adapters/random-bytes.ts';
import { Resolver, SystemResolver } from './adapters/target-guard.ts';
import { FileWebhookKeys, WebhookKeys } from './adapters/webhook-keys.ts';
import { GuardedWebhookSender, WebhookSender } from './adapters/webhook-sender.ts';
import { NotificationsConsumers } from './jobs/notifications-consumers.ts';
import { NotificationsJobs } from './jobs/notifications-jobs.ts';
import { NotificationSettings, notificationSettings } from './notification-settings.ts';
import { DeliveryStore } from './storage/delivery.store.ts';
import { EndpointStore } from './storage/endpoint.store.ts';
import { DeliverMessage } from './use-cases/deliver-message/deliver-message.ts';
import { CreateEndpoint } from './use-cases/manage-endpoints/create-endpoint.ts';
import { ListEndpoints } from './use-cases/manage-endpoints/list-endpoints.ts';
import { RotateSecret } from './use-cases/manage-endpoints/rotate-secret.ts';
import { SwitchEndpoint } from './use-cases/manage-endpoints/switch-endpoint.ts';
import { NotifyOrganisations } from './use-cases/notify-organisations/notify-organisations.ts';
import { PurgeLog } from './use-cases/purge-log/purge-log.ts';
import { ReadDeliveries } from './use-cases/read-deliveries/read-deliveries.ts';
import { ReplayDelivery } from './use-cases/replay-delivery/replay-delivery.ts';
import { SweepDeliveries } from './use-cases/sweep-deliveries/sweep-deliveries.ts';

/** What controllers and workers call. */
export const USE_CASES = [
  CreateEndpoint,
  ListEndpoints,
  RotateSecret,
  SwitchEndpoint,
  NotifyOrganisations,
  DeliverMessage,
  SweepDeliveries,
  ReadDeliveries,
  ReplayDelivery,
  PurgeLog,
];

/** Jobs and consumers. */
export const WORKERS = [NotificationsConsumers, NotificationsJobs];

/** Settings, adapters and stores. */
export const PROVIDERS: Provider[] = [
  EndpointStore,
  DeliveryStore,
  { provide: NotificationSettings, useFactory: (config: Config) => notificationSettings(config), inject: [CONFIG] },
  { provide: RandomBytes, useClass: SystemRandomBytes },
  { provide: Resolver, useClass: SystemResolver },
  {
    provide: WebhookKeys,
    useFactory: ({ keyDir }: NotificationSettings, random: RandomBytes) => FileWebhookKeys.open(keyDir, random),
    inject: [NotificationSettings, RandomBytes],
  },
  {
    provide: WebhookSender,
    useFactory: (settings: NotificationSettings, resolver: Resolver) => new GuardedWebhookSender(settings, resolver),
    inject: [NotificationSettings, Resolver],
  },
];
