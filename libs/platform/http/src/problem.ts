import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '#kernel';
import { RequestInvalid, Unauthenticated } from './http.errors.ts';

/** RFC 9457 problem details, with our `code` and the request's id. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly [more: string]: unknown;
};

const STATUS = {
  invalid: 422,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  refused: 409,
  too_many: 429,
  unavailable: 503,
} as const satisfies Record<ErrorKind, number>;

// What Fastify and Nest refuse before a handler runs.
const HTTP_CODES: Readonly<Record<number, string>> = {
  400: 'http.unparseable',
  401: 'http.unauthenticated',
  403: 'http.forbidden',
  404: 'http.no_such_route',
  405: 'http.method_not_allowed',
  408: 'http.request_timeout',
  413: 'http.body_too_large',
  414: 'http.uri_too_long',
  415: 'http.media_type_not_supported',
  429: 'http.too_many_requests',
  503: 'http.unavailable',
};

function make(code: string, status: number, detail: string, details: object = {}): Problem {
  const words = (code.split('.').at(-1) ?? code).replaceAll('_', ' ');
  return {
    ...details,
    type: `/problems/${code}`,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    status,
    detail,
    code,
  };
}

/** What a caller is told about `error`. Everything that is not a refusal is a 500 without details. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Unauthenticated) return make(error.code, 401, error.message, error.details);
  if (error instanceof DomainError) return make(error.code, STATUS[error.kind], error.message, error.details);
  if (isSchemaError(error)) {
    return problemOf(new RequestInvalid(error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))));
  }
  if (error instanceof HttpException && error.getStatus() < 500) {
    return make(HTTP_CODES[error.getStatus()] ?? 'http.refused', error.getStatus(), error.message);
  }
  return make('http.internal_error', 500, 'something went wrong on our side; the request id helps us find it');
}

type SchemaError = { readonly issues: readonly { readonly path: readonly string[]; readonly message: string }[] };

function isSchemaError(error: unknown): error is SchemaError {
  return (
    error instanceof Error &&
    (error.name === 'ZodError' || error.name === '$ZodError') &&
    'issues' in error &&
    Array.isArray(error.issues)
  );
}
