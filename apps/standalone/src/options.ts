import { parseArgs } from 'node:util';
import { StartRefused } from '#platform/runtime';

/** What `npm start -- …` was asked for; undefined where the configuration decides. */
export type StartOptions = {
  readonly dataDir: string | undefined;
  readonly port: string | undefined;
  /** Throw everything in the data directory away first. */
  readonly reset: boolean;
  /** Fill an empty data directory with the demo and show its log-ins. */
  readonly demo: boolean | undefined;
};

/** What `npm start -- --help` prints. */
export const USAGE = `npm start -- [options]
  --data-dir <folder>  where everything is kept (default .data)
  --port <number>      where the product answers (default 3000)
  --reset              delete what is in the data directory first
  --distributed        over Kafka, Redis, Elasticsearch, S3, PostgreSQL and a chain, started for it, with new data
  --no-demo            start empty, without demo people and data
  --help               show this`;

/** Reads the command line. @throws {StartRefused} naming the option that is wrong. */
export function readOptions(args: readonly string[]): StartOptions | 'help' {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        'data-dir': { type: 'string' },
        port: { type: 'string' },
        reset: { type: 'boolean', default: false },
        demo: { type: 'boolean' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    return { dataDir: values['data-dir'], port: values.port, reset: values.reset, demo: values.demo };
  } catch (error) {
    throw new StartRefused(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
