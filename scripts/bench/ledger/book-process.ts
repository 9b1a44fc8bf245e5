// The poster of one book in a process of its own, with its clients: book-process.ts <settings of the book as JSON> <data dir>.
// Reads lines: `run <clients> <seconds>`, `audit`; answers each by a line of JSON. Ends with its input.
import 'reflect-metadata';
import { createInterface } from 'node:readline';
import { type Id, SystemClock, minor, newId } from '#kernel';
import { type Book, type BookSettings, type EntryDraft, type TransferDraft, accounts, openBook } from '#modules/ledger';
import { underLoad } from './load.ts';
import { GBPT } from './open-ledger.ts';

const ORGANISATIONS = 1_000;
const FUNDS = minor(1_000_000_000_000n);

const [settings = '', dataDir = ''] = process.argv.slice(2);
const clock = new SystemClock();
const book = await openBook(JSON.parse(settings) as BookSettings, { dataDir, zone: 'UTC', clock });
const orgs = Array.from({ length: ORGANISATIONS }, () => newId<'Organisation'>(clock.now()));
await post(
  orgs.map((org) => draftOf({ debit: accounts.bank('bench'), credit: accounts.prepaid(org), amount: FUNDS })),
  book,
);
answer({ isReady: true });

for await (const line of createInterface({ input: process.stdin })) {
  const [what, clients = '', seconds = ''] = line.split(' ');
  if (what === 'audit') {
    const { checked, breaks } = await book.doors.checkMoney.execute();
    answer({ leaves: String(checked.leaves), breaks: breaks.length });
  } else {
    const transfer = (): EntryDraft =>
      draftOf({ debit: accounts.prepaid(any()), credit: accounts.pending(any()), amount: minor(1n) });
    answer(await underLoad(Number.parseInt(clients, 10), Number.parseInt(seconds, 10), () => post([transfer()], book)));
  }
}
await book.close();

/** An entry of one transfer that takes effect now. */
function draftOf(transfer: TransferDraft): EntryDraft {
  const now = clock.now();
  const id = newId<'Entry'>(now);
  return { id, asset: GBPT, effectiveAt: now, transfers: [transfer], metadata: { reason: 'bench' } };
}

async function post(drafts: readonly EntryDraft[], of: Book): Promise<void> {
  for (const outcome of await of.post(drafts)) if (outcome.outcome === 'refused') throw outcome.error;
}

function any(): Id<'Organisation'> {
  return orgs[Math.floor(Math.random() * orgs.length)] as Id<'Organisation'>;
}

function answer(what: unknown): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
