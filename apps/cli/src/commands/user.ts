import type { INestApplicationContext } from '@nestjs/common';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type Id, InvalidInput, type Role, ROLES } from '#kernel';
import { organisationNamed } from '#modules/commissions';
import { CreateOrganisation, CreateUser, FindOrganisation } from '#modules/identity';
import { type Command, UsageError } from '../command.ts';
import { withContext } from '../context.ts';

/** The platform's own organisation, the same one that the demo makes. */
const PLATFORM = 'Provisio';

/** `user create`: a person of the platform. The first one has nobody to ask; whoever holds the data directory may. */
export const command: Command = {
  usage: `npm run cli -- user create --email <e-mail> --name <name> [--role finance|moderator|shopper] …
  Adds a person of the platform, and the platform itself before the first one. --role may be given several times; it is
  finance when it is left out. The password (12 to 200 characters) is read from standard input, never from the command
  line, where other people of this machine could see it:
    npm run cli -- user create --email ada@example.org --name 'Ada Byrne' < password.txt
  Everybody else is made by finance, with POST /v1/organisations and POST /v1/users.`,
  async run(args, { write, complain }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string', multiple: true, default: ['finance'] },
      },
    });
    const { email, name } = values;
    if (positionals.join(' ') !== 'create' || email === undefined || name === undefined) {
      throw new UsageError(this.usage);
    }
    const roles = values.role.map(roleOf);
    if (process.stdin.isTTY) complain('password:');
    const password = await firstLine();
    const user = await withContext(async ({ app }) =>
      app.get(CreateUser).execute({ email, name, password, roles, organisationId: await platform(app) }),
    );
    write(`${user.email} can sign in (${roles.join(', ')})`);
    return 0;
  },
};

function roleOf(text: string): Role {
  const role = ROLES.find((each) => each === text);
  if (role === undefined) throw new InvalidInput('role', `${text} is not a role; ${ROLES.join(', ')} are`);
  return role;
}

async function firstLine(): Promise<string> {
  const input = createInterface({ input: process.stdin, terminal: false });
  for await (const line of input) return line;
  throw new InvalidInput('password', 'the password is read from standard input, which was empty');
}

/** The platform's organisation; it is made when it is not there yet. */
async function platform(app: INestApplicationContext): Promise<Id<'Organisation'>> {
  const id = organisationNamed('platform', PLATFORM);
  if ((await app.get(FindOrganisation).many([id])).size === 0) {
    await app.get(CreateOrganisation).execute({ kind: 'platform', name: PLATFORM, id });
  }
  return id;
}
