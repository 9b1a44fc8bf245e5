import type { ServiceName } from '../../scripts/services/service.ts';
import { urlOf } from '../../scripts/services/running.ts';

/**
 * Where a real service answers that `TEST_SERVICES` names, for a spec that runs its port's promises against it;
 * undefined when it is not named, which the last lines of `npm test` say.
 */
export function serviceUrl(name: ServiceName): string | undefined {
  const named = (process.env['TEST_SERVICES'] ?? '').split(',').map((each) => each.trim());
  return named.includes(name) ? urlOf(name) : undefined;
}
