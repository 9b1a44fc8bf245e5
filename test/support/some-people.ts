import { cli, type Product } from './product.ts';
import { Rest, textAt } from './rest.ts';

/** The first person of finance. */
const ADA = 'ada@platform.example';
const PASSWORD = 'correct horse battery staple';

/** Somebody who is signed in, and the organisation they act for (its public id). */
export type Person = { readonly rest: Rest; readonly organisation: string };

/** The platform of a fresh product, as its first person of finance sees it. */
export class Platform {
  private constructor(
    readonly api: Rest,
    /** Made by the command line, as a fresh product needs it: everybody else is made over REST. */
    readonly ada: Person,
    /** The second person of finance. */
    readonly ben: Person,
  ) {}

  static async of(product: Product): Promise<Platform> {
    const { dataDir, url, env } = product;
    const api = new Rest(url);
    const made = await cli(dataDir, ['user', 'create', '--email', ADA, '--name', 'Ada Byrne'], `${PASSWORD}\n`, env);
    if (made.code !== 0) throw new Error(`user create ended with ${made.code}: ${made.stderr}`);
    const ada = await Platform.signIn(product);
    const { rest } = ada;
    return new Platform(api, ada, await addUser(api, rest, ada.organisation, 'Ben Okoro', ['finance']));
  }

  /** The first person of finance, signed in again after a restart. */
  static async signIn({ url }: Product): Promise<Person> {
    const rest = await new Rest(url).signIn(ADA, PASSWORD);
    return { rest, organisation: textAt(await rest.read('/v1/me'), 'organisation') };
  }

  /** Adds an organisation with one person in it, over REST. */
  async join(kind: 'merchant' | 'partner', name: string): Promise<Person> {
    const organisation = textAt(await this.ada.rest.make('/v1/organisations', { kind, name }), 'id');
    return addUser(this.api, this.ada.rest, organisation, name, [kind === 'merchant' ? 'merchant' : 'influencer']);
  }

  /** Adds a person of the platform with `role`, over REST. */
  hire(name: string, role: 'moderator' | 'shopper' | 'auditor'): Promise<Person> {
    return addUser(this.api, this.ada.rest, this.ada.organisation, name, [role]);
  }
}

async function addUser(
  api: Rest,
  finance: Rest,
  organisation: string,
  name: string,
  roles: readonly string[],
): Promise<Person> {
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}@people.example`;
  await finance.make('/v1/users', { email, name, password: PASSWORD, organisation, roles });
  return { rest: await api.signIn(email, PASSWORD), organisation };
}
