import { withServices } from '../services.ts';
import type { Command } from '../command.ts';

/** `migrate`: bring the schema up to date. Starting the services does it; a running product did it when it started. */
export const command: Command = {
  usage:
    'npm run cli -- migrate\n  Runs the migrations that the database lacks; DATABASE_URL names it, else the embedded one.',
  async run(_args, { write }) {
    await withServices(async ({ described }) => {
      for (const [name, how] of described) write(`${name}: ${how}`);
    });
    return 0;
  },
};
