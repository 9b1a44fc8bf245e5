import type { paths } from './generated/api.d.ts';
import { setTokens, tokens } from './session.ts';

/** A refusal as the API says it (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly requestId: string | undefined,
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

type Fill = { readonly id?: string; readonly query?: Readonly<Record<string, string | undefined>> };

/** GET of one of the API's paths. @throws {Problem} for a refusal; a network error as fetch throws it. */
export async function get<P extends Getter>(path: P, { id, query = {} }: Fill = {}): Promise<Answer<P>> {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
  return (await send(path.replace('{id}', encodeURIComponent(id ?? '')) + search)) as Answer<P>;
}

/** Signs in. @throws {Problem} when the address or the password is wrong. */
export async function signIn(email: string, password: string): Promise<void> {
  take(await request('/v1/sign-in', { email, password }));
}

/** Ends the session here at once, and on the server as soon as it hears of it. */
export async function signOut(): Promise<void> {
  const refresh = tokens()?.refresh;
  setTokens(undefined);
  if (refresh !== undefined) await request('/v1/sign-out', { refresh_token: refresh });
}

async function send(path: string): Promise<unknown> {
  try {
    return await request(path);
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401) || tokens() === undefined) throw error;
    await refreshOnce();
    return request(path);
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
    take(await request('/v1/token/refresh', { refresh_token: tokens()?.refresh ?? '' }));
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

async function request(path: string, body?: unknown): Promise<unknown> {
  const headers = new Headers({ accept: 'application/json' });
  const access = tokens()?.access;
  if (access !== undefined && body === undefined) headers.set('authorization', `Bearer ${access}`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const answer = await fetch(
    path,
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
  );
  const text = await answer.text();
  if (answer.ok) return text === '' ? undefined : JSON.parse(text);
  throw problemOf(answer.status, text);
}

function problemOf(status: number, text: string): Problem {
  try {
    const { code, detail, request_id: requestId } = JSON.parse(text) as Record<string, string | undefined>;
    return new Problem(status, code ?? 'unknown', detail ?? `The server answered ${status}.`, requestId);
  } catch {
    return new Problem(status, 'unknown', `The server answered ${status}.`, undefined);
  }
}
