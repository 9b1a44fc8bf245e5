import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AdEdge, RecordEvent } from '#modules/ads';
import { HoldAuction, registerAdRoutes } from '#modules/ads/edge';
import { FollowLink } from '#modules/attribution';
import { registerRedirect } from '#modules/attribution/edge';
import { registerMedia } from '#modules/social/edge';
import { BlobStore } from '#platform/blob-store';
import type { Config } from '#platform/config';
import { Metrics } from '#platform/telemetry';

/** The hot routes, on the bare Fastify instance of `app`. */
export function registerEdge(app: NestFastifyApplication, config: Config): void {
  const isSecure = config.publicUrl?.startsWith('https:') ?? false;
  const server = app.getHttpAdapter().getInstance();
  registerRedirect(server, { followLink: app.get(FollowLink), isSecure });
  registerMedia(server, app.get(BlobStore));
  registerAdRoutes(server, {
    holdAuction: app.get(HoldAuction),
    recordEvent: app.get(RecordEvent),
    edge: app.get(AdEdge),
    metrics: app.get(Metrics),
    publicUrl: config.publicUrl,
  });
}
