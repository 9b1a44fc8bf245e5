import path from 'node:path';
import type { Config } from '#platform/config';
import {
  dependenciesOf,
  leaveDataDir,
  Progress,
  RollCall,
  type Services,
  startServices,
  takeDataDir,
  writeRuntime,
} from '#platform/runtime';
import { createLogger, type Logger } from '#platform/telemetry';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createApp, listen, tryPort } from './create-app.ts';
import { runDemo } from './demo/run-demo.ts';
import { giveMemoryBack } from './give-memory-back.ts';
import { readyTable } from './ready-table.ts';
import { WaitingRoom } from './waiting-room.ts';

/** Thrown inside a start that is asked to stop; nobody outside sees it. */
class Stopped extends Error {}

/** The whole product in one process, over embedded services where the configuration names none. */
export class Standalone {
  private readonly dataDir: string;
  private readonly progress = new Progress();
  private hasDataDir = false;
  private services: Services | undefined;
  private rollCall: RollCall | undefined;
  private waitingRoom: WaitingRoom | undefined;
  private app: NestFastifyApplication | undefined;
  private starting: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    private readonly config: Config,
    private readonly options: { readonly root: string; readonly reset: boolean },
  ) {
    this.dataDir = path.resolve(config.dataDir);
  }

  /**
   * Takes the data directory, waits for the services that are named, starts the others, brings the schema up to date, listens, and fills an empty product
   * with the demo. Ends by printing where everything is; resolves without it when `stop` comes first.
   * @throws {StartRefused} or what a service says, in one sentence; whatever was started is stopped again.
   */
  async start(): Promise<void> {
    this.starting = this.run();
    try {
      await this.starting;
    } catch (error) {
      if (this.isStopping) return; // `stop` waits for us and gives everything back
      await this.release();
      throw error;
    }
  }

  /** Stops taking requests, ends the work in hand, then the services; also in the middle of a start. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.rollCall?.stop();
    await this.closeApp(); // a demo that runs finds its database gone and ends
    await this.starting.catch(() => undefined);
    await this.release();
  }

  private async run(): Promise<void> {
    const began = performance.now();
    const { config, dataDir, progress, options } = this;
    const { wasStale } = await takeDataDir(dataDir, { reset: options.reset, check: () => tryPort(config) });
    this.hasDataDir = true;
    if (wasStale) progress.note('the last run ended without saying goodbye; going on from what it left');
    const logFile = path.join(dataDir, 'provisio.log');
    const logger = createLogger(config, pino.destination({ dest: logFile, sync: false }));
    await this.waitForOthers(logger);
    progress.step('PostgreSQL, chain, schema');
    const services = await startServices(config, options.root, (text) => progress.note(text));
    this.services = services;
    this.goOn();
    progress.step('application');
    const { ownerUrl, appUrl, rpcUrl } = services;
    const app = await createApp({ config, logger, appUrl, rpcUrl }, options.root);
    this.app = app;
    this.goOn();
    await this.waitingRoom?.close();
    const url = await listen(app, config);
    progress.done();
    await writeRuntime(dataDir, { pid: process.pid, url, ownerUrl, appUrl, rpcUrl });
    const demo = config.demo ? await runDemo(app, { dataDir, days: config.demoDays }, progress) : null;
    giveMemoryBack();
    progress.done();
    this.goOn();
    const seconds = (performance.now() - began) / 1000;
    process.stdout.write(readyTable({ url, dataDir, logFile, seconds, services, demo }));
  }

  /** Nothing is started, opened or written before everybody whom the configuration names has answered. */
  private async waitForOthers(logger: Logger): Promise<void> {
    const { config, progress } = this;
    const dependencies = dependenciesOf(config, logger);
    if (dependencies.length === 0) return;
    const patienceMs = config.startPatienceSeconds === 0 ? undefined : config.startPatienceSeconds * 1000;
    const roll = new RollCall(dependencies, { logger, say: (text) => progress.note(text), patienceMs });
    this.rollCall = roll;
    this.waitingRoom = await WaitingRoom.open(config, () => roll.answers);
    progress.step('services that are named');
    await roll.run();
    this.goOn();
  }

  private goOn(): void {
    if (this.isStopping) throw new Stopped('the start was asked to stop');
  }

  private async release(): Promise<void> {
    this.progress.done();
    await this.closeApp();
    await this.waitingRoom?.close();
    await this.services?.stop();
    if (this.hasDataDir) await leaveDataDir(this.dataDir);
  }

  /** Once: an app that is closed a second time would run its hooks again. */
  private async closeApp(): Promise<void> {
    const { app } = this;
    this.app = undefined;
    await app?.close();
  }
}
