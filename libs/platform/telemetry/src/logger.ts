import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { currentContext } from './context.ts';

/** pino's logger. Every line has `event`, a stable name such as `payouts.batch_sent`; facts are fields with units. */
export type Logger = PinoLogger;

/** Names that never reach a log line, wherever they stand up to three levels deep. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'access_token',
  'refresh_token',
  'accessToken',
  'refreshToken',
  'api_key',
  'apiKey',
  'privateKey',
  'private_key',
  'mnemonic',
  'email',
  'ownerUrl',
  'appUrl',
  'rpcUrl',
];
const REDACTED = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]).concat(
  'req.headers["x-api-key"]',
  'headers["x-api-key"]',
  'headers["set-cookie"]',
);

/** JSON lines on standard output (or `destination`), secrets removed, with the request or job they belong to. */
export function createLogger(config: { readonly logLevel: string }, destination?: DestinationStream): Logger {
  const options = {
    level: config.logLevel,
    base: {},
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => ({ ...currentContext() }),
    redact: { paths: REDACTED, censor: '[removed]' },
    messageKey: 'message',
    errorKey: 'error',
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
