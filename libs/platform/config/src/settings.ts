import { z } from 'zod';
import { type Asset, isAsset } from '#kernel';
import { optional, secret, setting } from './setting.ts';

const brokerList = z
  .string()
  .regex(/^[\w.-]+:\d{1,5}(,[\w.-]+:\d{1,5})*$/, 'must be host:port, or several of them with commas between');
const flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');
const wholeNumber = (min: number, max: number): z.ZodType<number> =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.int().min(min).max(max));
const url = (protocol: RegExp): z.ZodType<string> =>
  z.url({ protocol, error: `must be a URL with protocol ${protocol.source}` });

const bucketUrl = url(/^https?$/).refine(
  (text) => URL.canParse(text) && /^\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/?$/.test(new URL(text).pathname),
  'must name a bucket: https://key:secret@host/bucket',
);

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'must be 0x and 40 hex digits');

const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone');

const bookList = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('must be JSON');
      return z.NEVER;
    }
  })
  .pipe(
    z.array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'name must be lower-case letters, digits and hyphens'),
        url: url(/^postgres(ql)?$/),
        appUrl: url(/^postgres(ql)?$/).optional(),
        assets: z
          .array(z.custom<Asset>((code) => typeof code === 'string' && isAsset(code), 'assets are written like EUR/2'))
          .min(1, 'a book takes one asset at least'),
        region: z
          .string()
          .regex(/^[a-z][a-z0-9-]{0,31}$/, 'region must be lower-case letters, digits and hyphens')
          .optional(),
        zone: timeZone.optional(),
        anchor: address.optional(),
      }),
    ),
  );

/** Every variable that Provisio reads. Its defaults make `npm start` work; docs/operating/configuration.md is made from it. */
export const SETTINGS = {
  mode: setting(
    'PROVISIO_MODE',
    z.enum(['embedded', 'distributed']),
    'embedded',
    '`embedded` runs everything in one process and starts PostgreSQL and a chain itself; `distributed` uses the services that the other variables name.',
  ),
  dataDir: setting(
    'DATA_DIR',
    z.string().min(1),
    '.data',
    'Folder for the embedded services, keys and blobs. Relative to where the command runs.',
  ),
  host: setting('HOST', z.string().min(1), '127.0.0.1', 'Address the server listens on.'),
  port: setting('PORT', wholeNumber(0, 65_535), '3000', 'Port the server listens on; 0 takes a free one.'),
  publicUrl: optional(
    'PUBLIC_URL',
    url(/^https?$/),
    'How the outside reaches this server; `http://HOST:PORT` when unset.',
  ),
  demo: setting('DEMO', flag, 'true', 'Fill an empty database with the demo (only on chain 31337).'),
  demoDays: setting(
    'DEMO_DAYS',
    wholeNumber(30, 365),
    '90',
    'Days of history that the demo makes. Sales mature after 14 days, so fewer than 30 leave too little to pay out.',
  ),
  startPatienceSeconds: setting(
    'START_PATIENCE_SECONDS',
    wholeNumber(0, 86_400),
    '60',
    'How long a start asks again for a service that the other variables name and that does not answer; 0 asks for ever.',
  ),
  logLevel: setting(
    'LOG_LEVEL',
    z.enum(['debug', 'info', 'warn', 'error', 'silent']),
    'info',
    'Least important log line that is written.',
  ),
  bookTimeZone: setting(
    'BOOK_TIME_ZONE',
    timeZone,
    'UTC',
    'Time zone of periods and daily buckets, for every book that names none of its own. It cannot change once a book has an entry: the start is then refused (`ledger.book_zone_fixed`).',
  ),
  database: {
    ownerUrl: secret(
      optional(
        'DATABASE_URL',
        url(/^postgres(ql)?$/),
        'PostgreSQL 15 or newer as a role that may create schemas and roles; an own server is started when unset.',
      ),
    ),
    appUrl: secret(
      optional(
        'DATABASE_APP_URL',
        url(/^postgres(ql)?$/),
        'The same database as role `provisio_app`; when unset the role gets a password of its own, kept in DATA_DIR.',
      ),
    ),
    poolSize: setting('DATABASE_POOL_SIZE', wholeNumber(2, 200), '10', 'Most connections of one process.'),
    replicaUrl: secret(
      optional(
        'DATABASE_REPLICA_URL',
        url(/^postgres(ql)?$/),
        'A streaming replica of the database, for reports; without a user in it that of the primary. Reports read the primary when unset.',
      ),
    ),
    replicaPatienceMs: setting(
      'DATABASE_REPLICA_PATIENCE_MS',
      wholeNumber(0, 60_000),
      '500',
      'How long a report waits for the replica to see what it asks for.',
    ),
    replicaFallsBack: setting(
      'DATABASE_REPLICA_FALLS_BACK',
      flag,
      'true',
      'Whether the primary takes the reports that the replica cannot serve; `false` refuses them (`database.replica_behind`, `database.unavailable`).',
    ),
  },
  ledger: {
    books: secret(
      setting(
        'LEDGER_BOOKS',
        bookList,
        '[]',
        'Books besides the main one, each a database with a log of its own, as JSON: `[{"name":"euro","url":"postgres://…","assets":["EUR/2"]}]`; `region`, `zone` (its time zone), `anchor` (its LedgerAnchor) and `appUrl` may be added. See [ledger-scale.md](ledger-scale.md).',
      ),
    ),
  },
  kafka: {
    brokers: optional(
      'KAFKA_BROKERS',
      brokerList,
      'Kafka for the event log, as `host:port,host:port`; the log is a table of the database when unset.',
    ),
  },
  redis: {
    url: secret(
      optional(
        'REDIS_URL',
        url(/^rediss?$/),
        'Redis for jobs (`maxmemory-policy noeviction`, `appendonly yes`); jobs are in the database when unset.',
      ),
    ),
  },
  cache: {
    url: secret(
      optional(
        'CACHE_URL',
        url(/^rediss?$/),
        'Redis for counters, frequency caps and rate windows; the one of REDIS_URL when unset, the memory of the process without either.',
      ),
    ),
  },
  search: {
    url: secret(
      optional(
        'SEARCH_URL',
        url(/^https?$/),
        'Elasticsearch for explore, product and campaign search; the indexes are in the memory of the process when unset.',
      ),
    ),
  },
  blobStore: {
    url: secret(
      optional(
        'BLOB_STORE_URL',
        bucketUrl,
        'S3 bucket for pictures and files, as `https://key:secret@host/bucket?region=eu-west-1`; without a key the AWS SDK looks for one. Files in DATA_DIR when unset.',
      ),
    ),
  },
  http: {
    bodyLimitBytes: setting(
      'HTTP_BODY_LIMIT_BYTES',
      wholeNumber(1024, 64 * 1024 * 1024),
      '1048576',
      'Largest request body.',
    ),
    trustProxy: setting(
      'HTTP_TRUST_PROXY',
      flag,
      'false',
      'Take the client address from X-Forwarded-For: only behind a proxy that sets it.',
    ),
    idempotencyDays: setting(
      'HTTP_IDEMPOTENCY_DAYS',
      wholeNumber(1, 90),
      '7',
      'How long the answer of a mutation is kept for its Idempotency-Key.',
    ),
  },
  ads: {
    maturationDays: setting(
      'ADS_MATURATION_DAYS',
      wholeNumber(0, 365),
      '7',
      'Days until a creator’s share of an ad is payable.',
    ),
    feedFloorNanos: setting(
      'ADS_FEED_FLOOR_NANOS',
      wholeNumber(0, 1_000_000_000_000),
      '1000000',
      'The least that an impression in a feed must bring, in 10⁻⁹ of a major unit: 1000000 is a CPM of 1.',
    ),
  },
  auth: {
    accessTokenMinutes: setting('AUTH_ACCESS_TOKEN_MINUTES', wholeNumber(1, 1440), '15', 'Life of an access token.'),
    refreshTokenDays: setting(
      'AUTH_REFRESH_TOKEN_DAYS',
      wholeNumber(1, 365),
      '30',
      'Life of a refresh token; each use makes a new one.',
    ),
  },
  chain: {
    rpcUrl: secret(
      optional(
        'CHAIN_RPC_URL',
        url(/^(https?|wss?)$/),
        'JSON-RPC of an EVM chain; a development chain of our own is started when unset.',
      ),
    ),
    chainId: setting('CHAIN_ID', wholeNumber(1, Number.MAX_SAFE_INTEGER), '31337', 'Id the chain must answer with.'),
    finalityDepth: optional(
      'CHAIN_FINALITY_DEPTH',
      wholeNumber(0, 100_000),
      'Blocks on top after which a block is final; the node’s own `finalized` tag decides when unset.',
    ),
  },
  notifications: {
    timeoutMs: setting(
      'NOTIFICATIONS_TIMEOUT_MS',
      wholeNumber(100, 60_000),
      '15000',
      'An attempt to deliver a webhook is given up after this long; one whose sender died begins again after twice as long.',
    ),
    logDays: setting(
      'NOTIFICATIONS_LOG_DAYS',
      wholeNumber(1, 3_650),
      '90',
      'Days that webhooks and postbacks stay in the delivery log after their end; then they are forgotten.',
    ),
    allowedTargets: setting(
      'NOTIFICATIONS_ALLOWED_TARGETS',
      z
        .string()
        .transform((text) => text.split(',').filter((target) => target !== ''))
        .pipe(z.array(z.string().regex(/^[^\s/@]+:\d{1,5}$/, 'must be host:port, separated by commas'))),
      '',
      'Receivers of webhooks (`host:port`, separated by commas) that may be in a private network and speak plain http. Everybody who may add an endpoint can reach them.',
    ),
  },
  settlement: {
    payoutVault: optional(
      'SETTLEMENT_PAYOUT_VAULT',
      address,
      'PayoutVault to use; on chain 31337 one is deployed when unset.',
    ),
    ledgerAnchor: optional('SETTLEMENT_LEDGER_ANCHOR', address, 'LedgerAnchor to use, with the vault.'),
    commissionSettler: optional(
      'SETTLEMENT_COMMISSION_SETTLER',
      address,
      'CommissionSettler to use, for sales that settle on chain; needs the vault. The schedule is the one that it asks.',
    ),
    firstBlock: setting(
      'SETTLEMENT_FIRST_BLOCK',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
      '0',
      'Block of that vault’s deployment: nothing before it is looked at.',
    ),
    anchorEverySeconds: setting(
      'SETTLEMENT_ANCHOR_EVERY_SECONDS',
      wholeNumber(1, 86_400),
      '30',
      'A ledger that has grown is anchored this often. An anchor costs about 50,000 gas; on a chain where that is dear, take 3600.',
    ),
    feeCapGwei: setting(
      'SETTLEMENT_FEE_CAP_GWEI',
      wholeNumber(1, 1_000_000),
      '500',
      'Highest fee a unit of gas that a transaction of ours may offer.',
    ),
  },
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // Intl throws for a name that it does not know.
  }
}
