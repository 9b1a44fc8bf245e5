import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SeededRandom } from '#kernel';
import { EmbeddedPostgres } from '#platform/database';
import { CATALOGUE } from '../services/catalogue.ts';
import { down, up } from '../services/lifecycle.ts';
import { type Bench, type BenchResult, median } from './bench.ts';
import { PipelineEngine, type PipelineRound } from './pipeline/engine.ts';

const ROUNDS = 3;

type Measured = { readonly engine: PipelineEngine; readonly rounds: PipelineRound[] };

/**
 * From an impression or click that an edge appends to its charge in the ledger, on the event log in PostgreSQL and on
 * Kafka, in turns, with the consumer killed in the middle of each round.
 */
export const bench: Bench = async ({ full, say }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'provisio-bench-pipeline-'));
  const server = await EmbeddedPostgres.start(path.join(folder, 'postgres'));
  const broker = await startKafka(say);
  const measured: Measured[] = [];
  try {
    for (const brokers of [undefined, ...(broker.url === undefined ? [] : [broker.url])]) {
      measured.push({ engine: await PipelineEngine.open(server.ownerUrl, brokers, new SeededRandom(7)), rounds: [] });
    }
    await measure(measured, full ? 200_000 : 60_000, say);
    return await resultOf(measured, full, broker.missing);
  } finally {
    for (const { engine } of measured) await engine.close();
    if (broker.isNew) await down(CATALOGUE.kafka);
    await server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

type Broker = { readonly url?: string; readonly isNew: boolean; readonly missing?: string };

async function startKafka(say: (line: string) => void): Promise<Broker> {
  try {
    const { running, isNew } = await up(CATALOGUE.kafka);
    return { url: running.url, isNew };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    say(`kafka: not run: ${reason}`);
    return { isNew: false, missing: reason };
  }
}

async function measure(measured: readonly Measured[], events: number, say: (line: string) => void): Promise<void> {
  for (let number = 1; number <= ROUNDS; number += 1) {
    for (const { engine, rounds } of measured) {
      const round = await engine.round(events);
      rounds.push(round);
      const figures = Object.entries(round).map(([name, value]) => `${name} ${Math.round(value)}`);
      say(`round ${number}, ${engine.name}: ${figures.join(', ')}`);
    }
  }
}

async function resultOf(
  measured: readonly Measured[],
  full: boolean,
  missing: string | undefined,
): Promise<BenchResult> {
  const figures: Record<string, number> = {};
  const [checks, extra] = [[] as Awaited<ReturnType<PipelineEngine['check']>>[], {} as Record<string, number>];
  for (const { engine, rounds } of measured) {
    const of = (pick: (round: PipelineRound) => number): number => Math.round(median(rounds.map(pick)));
    figures[`events_per_s_${engine.name}`] = of(({ perSecond }) => perSecond);
    extra[`billed_per_s_${engine.name}`] = of(({ billedPerSecond }) => billedPerSecond);
    extra[`sent_per_s_${engine.name}`] = of(({ sentPerSecond }) => sentPerSecond);
    extra[`recovery_ms_${engine.name}`] = of(({ recoveryMs }) => recoveryMs);
    checks.push(await engine.check());
  }
  figures['lost'] = checks.reduce((sum, { lost }) => sum + lost, 0);
  figures['doubled'] = checks.reduce((sum, { doubled }) => sum + doubled, 0);
  const sent = checks.reduce((sum, each) => sum + each.sent, 0);
  return { figures: { ...figures, ...extra }, notes: notesOf(full, sent, missing) };
}

function notesOf(full: boolean, sent: number, missing: string | undefined): string[] {
  const load = os.loadavg().map((each) => each.toFixed(1));
  return [
    `Medians of ${ROUNDS} rounds${full ? ', long profile' : ''}, engines in turns; PostgreSQL is the embedded one with the product’s own settings (it waits for the disk), producer, consumer and servers share the machine.`,
    'events_per_s: producer and consumer side by side, from the first append to the last event billed: dedup key, lease, report, carry, ledger entry and position in one transaction.',
    'billed_per_s: a consumer that finds a full log; it is killed with SIGKILL in a batch at half of it, and the time until its successor’s first batch (recovery_ms, the start of a Node process included; on Kafka the session of the dead one, 2 s here) is left out. sent_per_s: appends while nobody reads.',
    `${sent} events were sent, one in fifty twice; each is compared by its key with what was counted, and Σ exact = Σ posted + carry = what the ledger's accounts got, to the nano; the ledger's own audit found no break.`,
    `Load average at the end ${load.join(' ')} on ${os.cpus().length} cores.`,
    ...(missing === undefined ? [] : [`Kafka: not run (${missing}).`]),
  ];
}
