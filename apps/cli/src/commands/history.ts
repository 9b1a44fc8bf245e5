import { parseArgs } from 'node:util';
import { PgSession } from '#platform/database';
import { Progress } from '#platform/runtime';
import { type HistoryPart, HistoryParts, MAIN_BOOK, NoSuchBook } from '#modules/ledger';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { type CommandServices, withServices } from '../services.ts';

/** `history`: where the parts of the ledger's history lie, and how old ones go to cheaper disks. */
export const command: Command = {
  usage: `npm run cli -- history list [--book <name>]
       npm run cli -- history move --part <n> --tablespace <name> [--book <name>]
  list shows each part of the ledger's history: positions of the log, transfers, size with indexes, tablespace, ids of entries.
  move brings a part that takes no rows any more to another tablespace, which is there already (create tablespace …), while
  posting and reports go on: it is copied, compared column by column, proved against the sealed tiles, then swapped in.
  If it ends early, the part is where it was; run it again. It needs the disk for both, and as much WAL.
  --book        the book of LEDGER_BOOKS; the main one unless given
  Exit status: 0 done, 1 not done; why is said.`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { book: { type: 'string' }, part: { type: 'string' }, tablespace: { type: 'string' } },
    });
    const { book = MAIN_BOOK, part, tablespace } = values;
    const [verb] = positionals;
    if (positionals.length !== 1) throw new UsageError(this.usage);
    if (verb === 'list' && part === undefined && tablespace === undefined) {
      return withParts(book, async (parts) => show(await parts.list(), terminal));
    }
    if (verb !== 'move' || part === undefined || tablespace === undefined || !/^\d{1,6}$/.test(part)) {
      throw new UsageError(this.usage);
    }
    return withParts(book, (parts) => move(parts, Number.parseInt(part, 10), tablespace, terminal));
  },
};

/** Works as the owner of the book's database: the application may neither make tables nor put them elsewhere. */
function withParts(book: string, work: (parts: HistoryParts) => Promise<void>): Promise<number> {
  return withServices(async (services) => {
    const owner = new PgSession(ownerUrlOf(book, services), 'provisio history');
    try {
      await work(new HistoryParts(owner));
      return 0;
    } finally {
      await owner.close();
    }
  });
}

function ownerUrlOf(book: string, { ownerUrl, config }: CommandServices): string {
  if (book === MAIN_BOOK) return ownerUrl;
  const found = config.ledger.books.find(({ name }) => name === book);
  if (found === undefined) throw new NoSuchBook(book);
  return found.url;
}

async function move(parts: HistoryParts, part: number, tablespace: string, { write }: Terminal): Promise<void> {
  const progress = new Progress();
  let step = '';
  await parts.move(part, tablespace, (doing, done, of) => {
    if (doing !== step) progress.step(doing);
    step = doing;
    progress.at(Number(done), Number(of), doing === 'swapping' ? 'tries' : 'rows');
  });
  progress.done();
  write(`part ${part} lies in ${tablespace}`);
}

function show(parts: readonly HistoryPart[], { write }: Terminal): void {
  write('part  positions                transfers        MiB  tablespace        entry ids');
  for (const { part, firstSeq, lastSeq, isClosed, transfers, bytes, tablespace, ids } of parts) {
    const [positions, size] = [`${firstSeq} … ${lastSeq}`, String((bytes + 524_288n) >> 20n)];
    const range = ids === null ? (isClosed ? 'none' : 'open') : `${ids[0]} … ${ids[1]}`;
    write(
      `${String(part).padStart(4)}  ${positions.padEnd(22)}  ${String(transfers).padStart(10)} ${size.padStart(10)}  ${tablespace.padEnd(16)}  ${range}`,
    );
  }
}
