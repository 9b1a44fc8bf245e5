import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { InvalidInput } from '#kernel';
import { Progress } from '#platform/runtime';
import { Books, EXPORT_FORMATS, MAIN_BOOK } from '#modules/ledger';
import { type Command, UsageError } from '../command.ts';
import { withContext } from '../context.ts';

/** `export`: the whole ledger as a file that others can check or add up again. */
export const command: Command = {
  usage: `npm run cli -- export --format <${EXPORT_FORMATS.join('|')}> --out <file> [--book <name>]
  jsonl    everything that an audit needs: npm run cli -- audit --export <file>
  csv      a transfer a line, for spreadsheets
  hledger  a journal for hledger or ledger-cli: hledger -f <file> balance --flat
  --book   the book of LEDGER_BOOKS to write down; the main one unless given
  Books as they are at the moment when it begins; posting goes on.`,
  async run(args, { write }) {
    const { values } = parseArgs({
      args: [...args],
      options: { format: { type: 'string' }, out: { type: 'string' }, book: { type: 'string' } },
    });
    const format = EXPORT_FORMATS.find((known) => known === values.format);
    const { out } = values;
    if (out === undefined) throw new UsageError(this.usage);
    if (format === undefined) {
      throw new InvalidInput('format', `${values.format} is not one of ${EXPORT_FORMATS.join(', ')}`);
    }
    return withContext(async ({ app }) => {
      const { doors } = app.get(Books).byNameOf(values.book ?? MAIN_BOOK);
      const progress = new Progress();
      progress.step(`writing ${out}`);
      const file = createWriteStream(out, { mode: 0o600 }); // Who earned what is nobody else's business.
      let lines = 0;
      const books = doors.exportLedger.execute(format, (done, of) => progress.at(Number(done), Number(of), 'leaves'));
      for await (const line of books) {
        lines += 1;
        if (!file.write(`${line}\n`)) await once(file, 'drain');
      }
      file.end();
      await once(file, 'finish');
      progress.done(`${lines} lines`);
      write(`${out}: ${lines} lines of ${format}`);
      return 0;
    });
  },
};
