import { parseArgs } from 'node:util';
import { formatInstant, SystemClock } from '#kernel';
import { openDataSource, PgDatabase, PgUnitOfWork } from '#platform/database';
import { askToRetry, type DeadLetter, type DeadLetterFilter, listDeadLetters } from '#platform/event-log';
import { type Command, UsageError } from '../command.ts';
import { withServices } from '../services.ts';

const MOST_SHOWN = 200;

/** `dead-letters`: what consumers put aside, and its second chance. */
export const command: Command = {
  usage: `npm run cli -- dead-letters list|retry [--group <name>] [--topic <name>] [--full]
  list shows the newest ${MOST_SHOWN} events that a consumer could not handle, with the first line of why; --full also shows
  the event and the whole error. retry asks for one more try: a product that runs makes it within seconds, in a
  transaction of its own for each; one that is started makes it at its start. What fails again stays where it is.`,
  async run(args, { write }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { group: { type: 'string' }, topic: { type: 'string' }, full: { type: 'boolean', default: false } },
    });
    const [verb] = positionals;
    if (positionals.length !== 1 || (verb !== 'list' && verb !== 'retry')) throw new UsageError(this.usage);
    await withServices(async ({ appUrl, isShared }) => {
      const source = await openDataSource({ appUrl, poolSize: 1 });
      try {
        if (verb === 'list') {
          show(await listDeadLetters(new PgDatabase(source), values, MOST_SHOWN), values.full, write);
          return;
        }
        const asked = await askToRetry(new PgUnitOfWork(source), filterOf(values), new SystemClock().now());
        write(`${asked} asked; ${isShared ? 'tried within seconds' : 'tried at the next start of the product'}`);
      } finally {
        await source.destroy();
      }
    });
    return 0;
  },
};

function filterOf({ group, topic }: DeadLetterFilter): DeadLetterFilter {
  return { group, topic };
}

function show(letters: readonly DeadLetter[], isFull: boolean, write: (line: string) => void): void {
  for (const { group, topic, partition, position, diedAt, tries, isAsked, key, body, error } of letters) {
    const why = isFull ? error : (error.split('\n')[0] ?? '').slice(0, 160);
    const state = isAsked ? ', asked for a try' : '';
    write(
      `${formatInstant(diedAt)} ${group} ${topic}/${partition}@${position} key ${key}, ${tries} tries${state}: ${why}`,
    );
    if (isFull) write(body);
  }
  write(letters.length === 0 ? 'nothing is put aside' : `${letters.length} put aside`);
}
