/** An answer of the API. `body` is its JSON as it came: tests say what they expect of it. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

/** The public API as one caller sees it: HTTP and nothing else. */
export class Rest {
  constructor(
    readonly url: string,
    private readonly bearer: string | null = null,
  ) {}

  /** The same API, called by whoever has `bearer` (an access token or an API key). */
  as(bearer: string): Rest {
    return new Rest(this.url, bearer);
  }

  /** Signs in, and answers the API as that person sees it. */
  async signIn(email: string, password: string): Promise<Rest> {
    return this.as(textAt(await this.make('/v1/sign-in', { email, password }), 'access_token'));
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, content: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('POST', path, content, headers);
  }

  /** What `GET path` answers. @throws {Error} with the problem when that is not 200. */
  async read(path: string): Promise<unknown> {
    return expectSuccess(`GET ${path}`, await this.get(path));
  }

  /** What `POST path` makes. @throws {Error} with the problem when it makes nothing. */
  async make(path: string, content: unknown): Promise<unknown> {
    return expectSuccess(`POST ${path}`, await this.post(path, content));
  }

  /** What `PUT path` sets. @throws {Error} with the problem when it sets nothing. */
  async set(path: string, content: unknown): Promise<unknown> {
    return expectSuccess(`PUT ${path}`, await this.send('PUT', path, content));
  }

  /** What `POST path` makes of a file. @throws {Error} with the problem when it makes nothing. */
  async upload(path: string, file: Buffer<ArrayBuffer>, type: string): Promise<unknown> {
    const authorization = `Bearer ${this.bearer ?? ''}`;
    const response = await fetch(new URL(path, this.url), {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body: file,
    });
    const { status, headers } = response;
    return expectSuccess(`POST ${path}`, { status, headers, body: await response.json() });
  }

  async send(
    method: string,
    path: string,
    content?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const response = await fetch(new URL(path, this.url), {
      method,
      redirect: 'manual',
      headers: {
        ...(this.bearer === null ? {} : { authorization: `Bearer ${this.bearer}` }),
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }
}

function expectSuccess(what: string, { status, body }: Answer): unknown {
  if (status >= 200 && status < 300) return body;
  throw new Error(`${what} answered ${status}: ${JSON.stringify(body)}`);
}

/** What stands at `path` (`items.0.id`) in JSON; undefined where nothing does. */
export function at(body: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((node, name) => (node as Readonly<Record<string, unknown>> | null | undefined)?.[name], body);
}

/** The text at `path`. @throws {Error} when there is none. */
export function textAt(body: unknown, path: string): string {
  const found = at(body, path);
  if (typeof found !== 'string') throw new Error(`there is no text at ${path} in ${JSON.stringify(body)}`);
  return found;
}

/** The list at `items`, as every page has it. @throws {Error} when there is none. */
export function itemsOf(body: unknown): readonly unknown[] {
  const found = at(body, 'items');
  if (!Array.isArray(found)) throw new Error(`there are no items in ${JSON.stringify(body)}`);
  return found;
}

/** The amount of money at `path`, in minor units. */
export function amountAt(body: unknown, path: string): bigint {
  return BigInt(textAt(body, `${path}.amount`));
}
