import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Progress } from '#platform/runtime';
import { Books, MAIN_BOOK } from '#modules/ledger';
import { FindContracts } from '#modules/settlement';
import { type AuditBreak, type AuditReport, auditLedger } from '#verify';
import { anchoredHeads } from '../anchored-head.ts';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { withContext } from '../context.ts';

type Values = {
  readonly export?: string | undefined;
  readonly rpc?: string | undefined;
  readonly contract?: string | undefined;
  readonly key?: string | undefined;
  readonly book?: string | undefined;
};

/** `audit`: replays a whole ledger from nothing, and names the first row that is wrong. */
export const command: Command = {
  usage: `npm run cli -- audit [--book <name>] [--export <books.jsonl>] [--rpc <url> --contract 0x…] [--key <vkey>]
  Replays every row of the ledger: numbering, running balances, limits, holds and reversals, content and leaf hashes, signed
  heads, debits = credits; and compares it with the head that LedgerAnchor holds in a final block of the chain.
  --book      the book of LEDGER_BOOKS to audit, with the LedgerAnchor that is its own; the main one unless given
  --export    audit these exported books (npm run cli -- export --format jsonl) with no database; - reads standard input
  --rpc       JSON-RPC of the chain, for exported books; the ledger's own chain otherwise
  --contract  the LedgerAnchor that you trust, likewise
  --key       the log's public key that you trust; the export's own unless given
  Exit status: 0 everything holds, 1 something does not; the first break is the first row that is wrong.`,
  async run(args, terminal) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        book: { type: 'string' },
        export: { type: 'string' },
        rpc: { type: 'string' },
        contract: { type: 'string' },
        key: { type: 'string' },
      },
    });
    if ((values.rpc === undefined) !== (values.contract === undefined)) throw new UsageError(this.usage);
    if (values.export !== undefined && values.book !== undefined) throw new UsageError(this.usage);
    return values.export === undefined
      ? auditDatabase(values.book, terminal)
      : auditExport(values.export, values, terminal);
  },
};

async function auditExport(file: string, values: Values, terminal: Terminal): Promise<number> {
  const { rpc, contract, key } = values;
  const published = rpc === undefined || contract === undefined ? [] : await anchoredHeads(rpc, contract);
  const input = file === '-' ? process.stdin : createReadStream(file);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const report = await auditLedger(lines, { published, ...(key === undefined ? {} : { publicKey: key }) });
  if (published.length === 0) terminal.complain('not compared with a chain: give --rpc and --contract');
  const { signed, leaves, periodMoves } = report.checked;
  terminal.write(
    `signed heads cover ${signed} of ${leaves} leaves; the books were closed or opened ${periodMoves} times`,
  );
  return say(report, terminal);
}

function auditDatabase(book: string | undefined, terminal: Terminal): Promise<number> {
  return withContext(async ({ app, services }) => {
    const { name, doors } = app.get(Books).byNameOf(book ?? MAIN_BOOK);
    const progress = new Progress();
    progress.step('asking the chain');
    const contract = await app.get(FindContracts).anchorOf(name);
    const heads = contract === undefined ? [] : await anchoredHeads(services.rpcUrl, contract);
    progress.step('replaying the ledger');
    const published = heads.map((head) => ({ ...head, root: Buffer.from(head.root, 'hex') }));
    const report = await doors.checkMoney.execute(
      (done, of) => progress.at(Number(done), Number(of), 'leaves'),
      published,
    );
    progress.done();
    const [head] = heads;
    if (head !== undefined) terminal.write(`compared with ${head.where}, which holds ${head.size} leaves`);
    else if (contract === undefined) terminal.complain(`book ${name} has no LedgerAnchor: not compared with the chain`);
    else terminal.complain('nothing is anchored yet: not compared with the chain');
    return say(report, terminal);
  });
}

type Said = { readonly isSound: boolean; readonly breaks: readonly AuditBreak[] } & {
  readonly checked: Pick<AuditReport['checked'], 'leaves' | 'accounts'> & { readonly checkpoints: number | bigint };
};

function say({ isSound, breaks, checked }: Said, { write, complain }: Terminal): number {
  write(`${checked.leaves} leaves, ${checked.accounts} accounts, ${checked.checkpoints} signed heads replayed`);
  const [first, ...others] = breaks;
  if (first !== undefined) complain(`FIRST WRONG: ${first.at} (${first.rule}) ${first.message}`);
  for (const { rule, at, message } of others) complain(`  also ${at} (${rule}) ${message}`);
  write(isSound ? 'the whole history holds' : 'THE HISTORY DOES NOT HOLD');
  return isSound ? 0 : 1;
}
