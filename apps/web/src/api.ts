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

/** An amount on the wire: minor units as a decimal string. */
export type MoneyJson = { readonly amount: string; readonly asset: string };

type ProblemJson = {
  readonly code?: string;
  readonly detail?: string;
  readonly title?: string;
  readonly request_id?: string;
};

/** Calls our own API. @throws {Problem} for every answer that is not a success. */
export async function call<T>(path: string, options: { token?: string | undefined; body?: unknown } = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { headers };
  if (options.body !== undefined) Object.assign(init, { method: 'POST', body: JSON.stringify(options.body) });
  const answer = await fetch(path, init);
  const json: unknown = await answer.json().catch(() => ({}));
  if (answer.ok) return json as T;
  const { code, detail, title, request_id: requestId } = json as ProblemJson;
  throw new Problem(
    answer.status,
    code ?? 'unknown',
    detail ?? title ?? `The server answered ${answer.status}.`,
    requestId,
  );
}
