import type { paths } from './generated/api.d.ts';
import { reason } from './looks/reason.ts';
import { setTokens, tokens } from './session.ts';

/** One thing that is wrong with a form: where, as a path such as `table.3.bps`, and what. */
export type FieldFault = { readonly path: string; readonly message: string };

/** A refusal as the API says it (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly requestId: string | undefined,
    readonly fields: readonly FieldFault[] = [],
  ) {
    super(detail);
  }
}

/** An amount on the wire: minor units as a decimal string, with a minus where the API allows it. */
export type MoneyJson = { readonly amount: string; readonly asset: string };

type Json<R> = R extends { content: { 'application/json': infer Body } } ? Body : never;
type Success<R> = R extends { responses: { 200: infer Ok } } ? Json<Ok> : never;
type Getter = { [P in keyof paths]: paths[P] extends { get: object } ? P : never }[keyof paths];
/** What GET of `path` answers, from openapi.json. */
export type Answer<P extends Getter> = paths[P] extends { get: infer Operation } ? Success<Operation> : never;

type Poster = { [P in keyof paths]: paths[P] extends { post: object } ? P : never }[keyof paths];
type Made<R> = R extends { responses: infer All } ? Json<All[keyof All & (200 | 201 | 202)]> : never;
/** What POST to `path` answers, from openapi.json. */
export type Outcome<P extends Poster> = paths[P] extends { post: infer Operation } ? Made<Operation> : never;
/** What POST to `path` takes; undefined where it takes nothing. */
export type Input<P extends Poster> = paths[P] extends { post: { requestBody: infer Body } }
  ? Body extends { content: { 'application/json': infer Form } }
    ? Form
    : undefined
  : undefined;

type Fill = {
  /** For `{id}` in the path. */
  readonly id?: string;
  /** For the path's other `{names}`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
};

/** GET of one of the API's paths. @throws {Problem} for a refusal; a network error as fetch throws it. */
export async function get<P extends Getter>(path: P, { id, params, query = {} }: Fill = {}): Promise<Answer<P>> {
  return (await send(filled(path, { ...params, id }) + searchOf(query))) as Answer<P>;
}

/** Those of the API's paths that answer a file. */
type FilePath = Extract<keyof paths, `${string}.csv`>;

/** GET of a file, whole. @throws {Problem} for a refusal; a network error as fetch throws it. */
export async function getFile(path: FilePath, query: NonNullable<Fill['query']>): Promise<Blob> {
  const text = await send(path + searchOf(query), { takes: 'text/csv' });
  return new Blob([typeof text === 'string' ? text : ''], { type: 'text/csv' });
}

function searchOf(query: NonNullable<Fill['query']>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

function filled(path: string, names: Readonly<Record<string, string | undefined>>): string {
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(names[name] ?? ''));
}

/**
 * POST to one of the API's paths, once: `key` names the wish, and the same wish again is answered as before.
 * @throws {Problem} for a refusal; a network error as fetch throws it.
 */
export async function post<P extends Poster>(
  path: P,
  body: Input<P>,
  { id, key = crypto.randomUUID(), query = {} }: Pick<Fill, 'id' | 'query'> & { readonly key?: string } = {},
): Promise<Outcome<P>> {
  return (await send(path.replace('{id}', encodeURIComponent(id ?? '')) + searchOf(query), {
    method: 'POST',
    body: body ?? {},
    key,
  })) as Outcome<P>;
}

/** Uploads a picture; the file itself is the body. @throws {Problem} for what is no picture, or too large. */
export async function upload(file: Blob): Promise<Outcome<'/v1/media'>> {
  return (await send('/v1/media', { method: 'POST', body: file })) as Outcome<'/v1/media'>;
}

type Switch = { [P in keyof paths]: paths[P] extends { put: object; delete: object } ? P : never }[keyof paths];

/** Puts what `path` names there (`isOn`) or takes it away; either twice is as once. @throws {Problem} for a refusal. */
export async function set(path: Switch, isOn: boolean, names: Readonly<Record<string, string>>): Promise<void> {
  await send(filled(path, names), { method: isOn ? 'PUT' : 'DELETE' });
}

/** Signs in. @throws {Problem} when the address or the password is wrong. */
export async function signIn(email: string, password: string): Promise<void> {
  take(await request('/v1/sign-in', { method: 'POST', body: { email, password }, isPublic: true }));
}

/** Ends the session here at once, and on the server as soon as it hears of it. */
export async function signOut(): Promise<void> {
  const refresh = tokens()?.refresh;
  setTokens(undefined);
  if (refresh !== undefined) {
    await request('/v1/sign-out', { method: 'POST', body: { refresh_token: refresh }, isPublic: true });
  }
}

async function send(path: string, call: Call = {}): Promise<unknown> {
  try {
    return await request(path, call);
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401) || tokens() === undefined) throw error;
    await refreshOnce();
    return request(path, call);
  }
}

let refreshing: Promise<void> | undefined;

/** A refresh token is good once, so everybody who needs new tokens waits for the same answer. */
function refreshOnce(): Promise<void> {
  refreshing ??= refresh().finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function refresh(): Promise<void> {
  try {
    const body = { refresh_token: tokens()?.refresh ?? '' };
    take(await request('/v1/token/refresh', { method: 'POST', body, isPublic: true }));
  } catch (error) {
    if (error instanceof Problem && error.status < 500) setTokens(undefined);
    throw error;
  }
}

function take(answer: unknown): void {
  const { access_token: access, refresh_token: refreshToken } = answer as {
    access_token: string;
    refresh_token: string;
  };
  setTokens({ access, refresh: refreshToken });
}

/** A request that changes something has a body, and a key by which it counts once. */
type Call = {
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly key?: string;
  /** Asks without saying who asks. */
  readonly isPublic?: boolean;
  /** What is answered when it is no JSON: a file, as its text. */
  readonly takes?: 'text/csv';
};

async function request(path: string, { method, body, key, isPublic = false, takes }: Call = {}): Promise<unknown> {
  const headers = new Headers({ accept: takes ?? 'application/json' });
  const access = tokens()?.access;
  if (access !== undefined && !isPublic) headers.set('authorization', `Bearer ${access}`);
  // Why somebody looks is written down with the look, and only looks are asked for without a method.
  if (method === undefined && !isPublic && reason() !== '') headers.set('x-reason', reason());
  if (key !== undefined) headers.set('idempotency-key', key);
  const isFile = body instanceof Blob;
  if (body !== undefined) headers.set('content-type', isFile ? body.type : 'application/json');
  const options = body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) };
  const answer = await fetch(path, { headers, method: method ?? 'GET', ...options });
  const text = await answer.text();
  if (answer.ok && takes !== undefined) return text;
  if (answer.ok) return text === '' ? undefined : JSON.parse(text);
  throw problemOf(answer.status, text);
}

function problemOf(status: number, text: string): Problem {
  try {
    type Said = { code?: string; detail?: string; request_id?: string; fields?: readonly FieldFault[] };
    const { code, detail, request_id: requestId, fields } = JSON.parse(text) as Said;
    return new Problem(status, code ?? 'unknown', detail ?? `The server answered ${status}.`, requestId, fields);
  } catch {
    return new Problem(status, 'unknown', `The server answered ${status}.`, undefined);
  }
}
