import { join } from 'node:path';
import type { Config } from '#platform/config';
import type { TargetRules } from './domain/target-url.ts';

/** What the process tells notifications about itself. */
export abstract class NotificationSettings {
  /** Folder of the key that seals secrets and signs `v1a`, mode 0700. */
  abstract readonly keyDir: string;
  abstract readonly targets: TargetRules;
  /** An attempt is given up after this long. */
  abstract readonly timeoutMs: number;
  /** A sender that says nothing for this long is taken for dead; longer than `timeoutMs`. */
  abstract readonly leaseMs: number;
  /** Days that a delivery stays in the log after its end. */
  abstract readonly logDays: number;
}

/** Hardhat's chain: nothing on it is worth anything. */
const DEMO_CHAIN_ID = 31_337;

/** The settings of a process with `config`. */
export function notificationSettings(config: Config): NotificationSettings {
  return {
    keyDir: join(config.dataDir, 'keys', 'webhooks'),
    targets: {
      mayUseHttp: config.chain.chainId === DEMO_CHAIN_ID,
      allowedTargets: new Set(config.notifications.allowedTargets),
    },
    timeoutMs: config.notifications.timeoutMs,
    leaseMs: 2 * config.notifications.timeoutMs,
    logDays: config.notifications.logDays,
  };
}
