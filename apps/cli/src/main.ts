import 'reflect-metadata';
import { DomainError } from '#kernel';
import { type Command, UsageError } from './command.ts';

const COMMANDS: Readonly<Record<string, { readonly says: string; load(): Promise<{ command: Command }> }>> = {
  config: { says: 'print the configuration in effect, secrets masked', load: () => import('./commands/config.ts') },
  migrate: { says: 'bring the database schema up to date', load: () => import('./commands/migrate.ts') },
  user: { says: 'add a person of the platform', load: () => import('./commands/user.ts') },
  import: { says: 'import orders from files', load: () => import('./commands/import.ts') },
  audit: {
    says: 'replay the whole history, from the database or an export',
    load: () => import('./commands/audit.ts'),
  },
  'dead-letters': {
    says: 'events that could not be handled: list them, try them again',
    load: () => import('./commands/dead-letters.ts'),
  },
  export: { says: 'write the ledger down for others', load: () => import('./commands/export.ts') },
  history: { says: 'the parts of the ledger: list them, move old ones', load: () => import('./commands/history.ts') },
  reconcile: { says: 'replay the ledger, compare it with the chain', load: () => import('./commands/reconcile.ts') },
  search: { says: 'make the search indexes anew', load: () => import('./commands/search.ts') },
  'sign-claim': {
    says: 'sign a claim as a person of the demo',
    load: () => import('./commands/sign-claim.ts'),
  },
  verify: { says: 'check a receipt against the log and the chain', load: () => import('./commands/verify.ts') },
};

const write = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

function usage(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { says }]) => `  ${name.padEnd(width)}  ${says}`);
  return ['npm run cli -- <command> [--help]', ...lines].join('\n');
}

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const found = COMMANDS[name];
  if (found === undefined) {
    (name === '--help' ? write : complain)(usage());
    return name === '--help' ? 0 : 2;
  }
  const { command } = await found.load();
  if (args.includes('--help')) {
    write(command.usage);
    return 0;
  }
  return command.run(args, { write, complain });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isExpected = error instanceof DomainError || error instanceof UsageError;
  complain(isExpected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
