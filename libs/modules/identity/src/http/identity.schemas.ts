import { z } from 'zod';
import { ROLES } from '#kernel';
import { API_SCOPES, PageQuery, instant, pageSchema, publicIdSchema } from '#platform/http';
import { ORGANISATION_KINDS } from '../domain/organisation.ts';

const organisationId = publicIdSchema<'Organisation'>('org');
const kind = z.enum(ORGANISATION_KINDS);
const role = z.enum(ROLES);
const scope = z.enum(API_SCOPES);

/** `POST /v1/sign-in`. */
export const SignInBody = z
  .strictObject({
    email: z.string().max(254),
    password: z.string().max(200),
    organisation: organisationId.optional().meta({ description: 'For people of several organisations.' }),
  })
  .meta({ id: 'SignIn' });

/** `POST /v1/token/refresh` and `/v1/sign-out`. */
export const RefreshBody = z.strictObject({ refresh_token: z.string().max(100) }).meta({ id: 'RefreshToken' });

/** A pair of tokens. */
export const TokensView = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds.' }),
    refresh_token: z.string().meta({ description: 'Good once; its second use ends the session.' }),
  })
  .meta({ id: 'Tokens' });

/** Who is calling. */
export const MeView = z
  .object({
    kind: z.enum(['user', 'api_key']),
    id: z.string(),
    organisation: organisationId,
    roles: z.array(role),
    scopes: z.array(z.string()),
    email: z.string().nullable(),
    name: z.string().nullable(),
    memberships: z.array(z.object({ organisation: organisationId, kind, name: z.string(), roles: z.array(role) })),
  })
  .meta({ id: 'Me' });

/** `POST /v1/organisations`. */
export const NewOrganisation = z
  .strictObject({ kind, name: z.string().min(1).max(200) })
  .meta({ id: 'NewOrganisation' });
/** An organisation on the wire. */
export const OrganisationView = z
  .object({ id: organisationId, kind, name: z.string(), created_at: instant })
  .meta({ id: 'Organisation' });
/** One page of organisations. */
export const OrganisationPage = pageSchema('OrganisationPage', OrganisationView);
/** Filters of `GET /v1/organisations`. */
export const OrganisationQuery = PageQuery.extend({ kind: kind.optional() });

/** `POST /v1/users`. */
export const NewUserBody = z
  .strictObject({
    email: z.string().max(254),
    name: z.string().min(1).max(200),
    password: z.string().min(12).max(200),
    organisation: organisationId,
    roles: z.array(role).min(1).max(ROLES.length),
  })
  .meta({ id: 'NewUser' });
/** A user on the wire. */
export const UserView = z.object({ id: publicIdSchema<'User'>('usr'), email: z.string() }).meta({ id: 'User' });
/** Whose names are wanted, with commas between: at most a page of a list. */
export const UserNamesQuery = z.object({
  ids: z
    .string()
    .max(7_000)
    .transform((text) => text.split(','))
    .pipe(z.array(publicIdSchema<'User'>('usr')).min(1).max(200)),
});
/** Names by public id. */
export const UserNamesView = z.object({ names: z.record(z.string(), z.string()) }).meta({ id: 'UserNames' });

/** Id of an API key in a path. */
export const keyId = publicIdSchema<'ApiKey'>('key');
/** `POST /v1/api-keys`. */
export const NewApiKey = z
  .strictObject({ name: z.string().min(1).max(100), scopes: z.array(scope).min(1).max(50) })
  .meta({ id: 'NewApiKey' });
/** An API key on the wire, without the key. */
export const ApiKeyView = z
  .object({
    id: keyId,
    name: z.string(),
    prefix: z.string(),
    roles: z.array(role),
    scopes: z.array(z.string()),
    created_at: instant,
    last_used_at: instant.nullable(),
    revoked_at: instant.nullable(),
  })
  .meta({ id: 'ApiKey' });
/** An API key when it is made, with the key. */
export const CreatedApiKeyView = ApiKeyView.extend({
  secret: z.string().nullable().meta({ description: 'The key. Shown this once; a replay has null.' }),
}).meta({ id: 'CreatedApiKey' });
/** All keys of an organisation. */
export const ApiKeyList = z.object({ items: z.array(ApiKeyView) }).meta({ id: 'ApiKeyList' });

const address = z
  .string()
  .max(42)
  .meta({ examples: ['0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'] });
/** `POST /v1/wallet/challenge`. */
export const ChallengeBody = z.strictObject({ address }).meta({ id: 'NewWalletChallenge' });
/** The text to sign. */
export const ChallengeView = z
  .object({
    message: z.string().meta({ description: 'EIP-4361 text to sign with the wallet, byte for byte (personal_sign).' }),
    expires_at: instant,
  })
  .meta({ id: 'WalletChallenge' });
/** `PUT /v1/wallet`. */
export const WalletBody = z
  .strictObject({ message: z.string().max(2000), signature: z.string().max(132) })
  .meta({ id: 'SignedWalletMessage' });
/** A wallet on the wire. */
export const WalletView = z
  .object({ address: z.string(), version: z.int(), set_at: instant })
  .meta({ id: 'PayeeWallet', description: 'Where this payee is paid; version counts its changes.' });

/** A look at money of others on the wire. */
export const MoneyReadView = z
  .object({
    id: publicIdSchema<'MoneyRead'>('mr'),
    read_at: instant,
    by: z.object({
      kind: z.enum(['user', 'api_key']),
      id: z.string(),
      name: z.string().nullable(),
      organisation: organisationId,
    }),
    path: z.string().meta({ description: 'What was asked for: path and query, never what was read.' }),
    reason: z.string().nullable().meta({ description: 'What the reader gave as X-Reason.' }),
    owners: z.array(organisationId).meta({ description: 'Whose money was shown; in a list of one owner, that one.' }),
    is_of_all: z.boolean().meta({ description: 'A file that named nobody: it may have shown everybody’s.' }),
  })
  .meta({ id: 'MoneyRead' });
/** A page of them. */
export const MoneyReadPage = pageSchema('MoneyReadPage', MoneyReadView);
/** Whose money; all when it is left out. */
export const MoneyReadQuery = PageQuery.extend({ owner: organisationId.optional() });
