import { Module } from '@nestjs/common';
import { WebhookKeys } from './adapters/webhook-keys.ts';
import { PROVIDERS, USE_CASES, WORKERS } from './notifications.providers.ts';

/** Outgoing webhooks. Needs the database, `CONFIG`, `JobQueue`, `EventConsumers`, `Clock` and `IdSource` from the process. */
@Module({ providers: [...USE_CASES, ...WORKERS, ...PROVIDERS], exports: [...USE_CASES, ...WORKERS, WebhookKeys] })
export class NotificationsModule {}
