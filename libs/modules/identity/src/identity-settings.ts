import { join } from 'node:path';
import { DAY_MS } from '#kernel';
import type { Config } from '#platform/config';

/** What the process tells identity about itself. */
export abstract class IdentitySettings {
  /** Folder of the keys that sign access tokens, mode 0700. */
  abstract readonly tokenKeyDir: string;
  /** Chain that payees are paid on; demo users exist on 31337 only. */
  abstract readonly chainId: number;
  /** Where people reach us, e.g. `http://localhost:3000`; its host is the domain in the wallet's message. */
  abstract readonly publicUrl: string;
  /** What was taken from a person ends within this time. */
  abstract readonly accessTokenLifeMs: number;
  /** A refresh token is good for this long; each use gives a new one. */
  abstract readonly refreshTokenLifeMs: number;
}

/** Hardhat's chain, which everybody has the keys of: demo users and published passwords are for it alone. */
export const DEMO_CHAIN_ID = 31_337;

/** The settings of a process with `config`. */
export function identitySettings(config: Config): IdentitySettings {
  return {
    tokenKeyDir: join(config.dataDir, 'keys', 'jwt'),
    chainId: config.chain.chainId,
    publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
    accessTokenLifeMs: config.auth.accessTokenMinutes * 60_000,
    refreshTokenLifeMs: config.auth.refreshTokenDays * DAY_MS,
  };
}
