export {
  ALLOW_KEY,
  API_SCOPES,
  Allow,
  type ApiScope,
  CurrentCaller,
  PUBLIC_KEY,
  Public,
  type RouteAccess,
  SCOPES_KEY,
  SHOWS_MONEY_KEY,
  Scopes,
  ShowsMoney,
  callerOf,
  routeAccess,
  setCaller,
  showsMoney,
} from './access.ts';
export { type AdapterOptions, createHttpAdapter } from './adapter.ts';
export { decodeCursor, encodeCursor, pageOf } from './cursor.ts';
export type { ReadyCheck } from './health.ts';
export {
  type FieldProblem,
  IdempotencyInProgress,
  IdempotencyKeyInvalid,
  IdempotencyKeyReused,
  InvalidCursor,
  RequestInvalid,
  TextNotStorable,
  Unauthenticated,
} from './http.errors.ts';
export { purgeIdempotencyKeys } from './idempotency-keys.ts';
export { IdempotencyInterceptor, SecretInResponse } from './idempotency.interceptor.ts';
export { openApiDocument } from './openapi.ts';
export { type Problem, problemOf } from './problem.ts';
export { ProblemFilter } from './problem.filter.ts';
export { SchemaPipe } from './schema.pipe.ts';
export { PageQuery, assetSchema, instant, money, pageSchema, publicIdSchema } from './schemas.ts';
export { type HttpOptions, setUpHttp } from './set-up-http.ts';
