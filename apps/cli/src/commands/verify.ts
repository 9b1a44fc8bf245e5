import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { InvalidInput } from '#kernel';
import { environment, loadConfig } from '#platform/config';
import { readRuntime } from '#platform/runtime';
import { describeReport, describeStatement, verifyReceipt, verifyStatement, type VerifyOptions } from '#verify';
import { type Command, UsageError } from '../command.ts';
import { chainAccess } from '../chain-access.ts';

const EXIT = { final: 0, complete: 0, pending: 3, failed: 1 } as const;

/** `verify <receipt>`: proves a commission from its receipt, without our database and without trusting our API. */
export const command: Command = {
  usage: `npm run cli -- verify <receipt.json> [--rpc <url>] [--log <url>] [--contract 0x…] [--key <vkey>] [--json]
  Checks receipt → rule → arithmetic → entry → log → signed checkpoint → LedgerAnchor on the chain. A statement of an
  account (GET /v1/accounts/<path>/statement) is checked for transfers that are left out.
  --rpc       JSON-RPC of the chain; that of the running product unless given
  --log       where to fetch a consistency proof when the chain has moved on; the running product unless given
  --contract  the LedgerAnchor that you trust; the receipt's own unless given, and the report says so
  --key       the log's public key that you trust, likewise
  Exit status: 0 proven to the chain, 3 nothing wrong but not complete yet, 1 failed.`,
  async run(args, { write }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        rpc: { type: 'string' },
        log: { type: 'string' },
        contract: { type: 'string' },
        key: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [file] = positionals;
    if (file === undefined) throw new UsageError(this.usage);
    const running = await readRuntime(path.resolve(loadConfig(environment()).dataDir));
    const rpc = values.rpc ?? running?.rpcUrl;
    const log = values.log ?? running?.url;
    const bundle = await readBundle(file);
    const options: VerifyOptions = {
      ...chainAccess(rpc, log, bookOf(bundle)),
      trust: { contract: values.contract, publicKey: values.key },
    };
    if (isStatement(bundle)) {
      const found = await verifyStatement(bundle, options);
      write(values.json ? JSON.stringify(found, null, 2) : describeStatement(found));
      return EXIT[found.outcome];
    }
    const report = await verifyReceipt(bundle, options);
    write(values.json ? JSON.stringify(report, null, 2) : describeReport(report));
    return EXIT[report.outcome];
  },
};

function isStatement(bundle: unknown): boolean {
  return (
    typeof bundle === 'object' && bundle !== null && 'format' in bundle && bundle.format === 'provisio.statement.v1'
  );
}

/** The book whose log it names: only where to fetch a proof, which is checked like every other. */
function bookOf(bundle: unknown): string | undefined {
  const { log } = typeof bundle === 'object' && bundle !== null && 'log' in bundle ? bundle : {};
  const { origin } = typeof log === 'object' && log !== null && 'origin' in log ? log : {};
  return typeof origin === 'string' ? /\/book\/([a-z][a-z0-9-]{0,31})$/.exec(origin)?.[1] : undefined;
}

async function readBundle(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InvalidInput('receipt', `${file} cannot be read (${error.code ?? error.message})`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidInput('receipt', `${file} is not JSON`);
  }
}
