import path from 'node:path';
import { type Config, environment, loadConfig } from '#platform/config';
import { leaveDataDir, readRuntime, type Services, startServices, takeDataDir } from '#platform/runtime';

/** The services that a command works on. */
export type CommandServices = Services & {
  readonly config: Config;
  /** Whether a product runs on them now, and does the background work. */
  readonly isShared: boolean;
};

/**
 * Joins the product that runs on the data directory, or else starts its services for the time of `work`.
 * @throws {StartRefused} or what a service says; nothing is left running.
 */
export async function withServices<T>(work: (services: CommandServices) => Promise<T>): Promise<T> {
  const config = loadConfig(environment());
  const dataDir = path.resolve(config.dataDir);
  const running = await readRuntime(dataDir);
  if (running !== null) {
    const described = [['product', `running, process ${running.pid}, ${running.url}`]] as const;
    return work({ ...running, config, described, isShared: true, stop: () => Promise.resolve() });
  }
  await takeDataDir(dataDir, { reset: false });
  try {
    const services = await startServices(config, process.cwd(), (text) => void process.stderr.write(`${text}\n`));
    try {
      return await work({ ...services, config, isShared: false });
    } finally {
      await services.stop();
    }
  } finally {
    await leaveDataDir(dataDir);
  }
}
