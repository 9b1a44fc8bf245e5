import path from 'node:path';
import type { Config } from '#platform/config';
import { leaveDataDir, Progress, type Services, startServices, takeDataDir, writeRuntime } from '#platform/runtime';
import { createLogger } from '#platform/telemetry';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createApp, listen } from './create-app.ts';
import { runDemo } from './demo/run-demo.ts';
import { readyTable } from './ready-table.ts';

/** The whole product in one process, over embedded services where the configuration names none. */
export class Standalone {
  private constructor(
    readonly url: string,
    private readonly dataDir: string,
    private readonly services: Services,
    private readonly app: NestFastifyApplication,
  ) {}

  /**
   * Takes the data directory, starts the services, brings the schema up to date, listens, and fills an empty product
   * with the demo. Ends by printing where everything is.
   * @throws {StartRefused} or what a service says, in one sentence; whatever was started is stopped again.
   */
  static async start(config: Config, options: { root: string; reset: boolean }): Promise<Standalone> {
    const began = performance.now();
    const progress = new Progress();
    const dataDir = path.resolve(config.dataDir);
    const { wasStale } = await takeDataDir(dataDir, { reset: options.reset });
    if (wasStale) progress.note('the last run ended without saying goodbye; going on from what it left');
    let services: Services | undefined;
    let app: NestFastifyApplication | undefined;
    try {
      progress.step('PostgreSQL, chain, schema');
      services = await startServices(config, options.root, (text) => progress.note(text));
      progress.step('application');
      const logFile = path.join(dataDir, 'provisio.log');
      const logger = createLogger(config, pino.destination({ dest: logFile, sync: false }));
      app = await createApp({ config, logger, appUrl: services.appUrl, rpcUrl: services.rpcUrl }, options.root);
      const url = await listen(app, config);
      progress.done();
      await writeRuntime(dataDir, {
        pid: process.pid,
        url,
        ownerUrl: services.ownerUrl,
        appUrl: services.appUrl,
        rpcUrl: services.rpcUrl,
      });
      const demo = config.demo ? await runDemo(app, dataDir, progress) : null;
      progress.done();
      process.stdout.write(
        readyTable({ url, dataDir, logFile, seconds: (performance.now() - began) / 1000, services, demo }),
      );
      return new Standalone(url, dataDir, services, app);
    } catch (error) {
      progress.done();
      await app?.close();
      await services?.stop();
      await leaveDataDir(dataDir);
      throw error;
    }
  }

  /** Stops taking requests, ends the work in hand, then the services. Nothing acknowledged is lost. */
  async stop(): Promise<void> {
    await this.app.close();
    await this.services.stop();
    await leaveDataDir(this.dataDir);
  }
}
