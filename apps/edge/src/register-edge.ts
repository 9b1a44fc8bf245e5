import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FollowLink } from '#modules/attribution';
import { registerRedirect } from '#modules/attribution/edge';
import type { Config } from '#platform/config';

/** The hot routes, on the bare Fastify instance of `app`. */
export function registerEdge(app: NestFastifyApplication, config: Config): void {
  const isSecure = config.publicUrl?.startsWith('https:') ?? false;
  registerRedirect(app.getHttpAdapter().getInstance(), { followLink: app.get(FollowLink), isSecure });
}
