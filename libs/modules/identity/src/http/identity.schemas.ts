import { z } from 'zod';
import { ROLES } from '#kernel';
import { PageQuery, instant, pageSchema, publicIdSchema } from '#platform/http';
import { ORGANISATION_KINDS } from '../domain/organisation.ts';

const organisationId = publicIdSchema<'Organisation'>('org');
const kind = z.enum(ORGANISATION_KINDS);
const role = z.enum(ROLES);
const scope = z
  .string()
  .max(60)
  .meta({ examples: ['orders:write'] });

export const SignInBody = z
  .strictObject({
    email: z.string().max(254),
    password: z.string().max(200),
    organisation: organisationId.optional().meta({ description: 'For people of several organisations.' }),
  })
  .meta({ id: 'SignIn' });

export const RefreshBody = z.strictObject({ refresh_token: z.string().max(100) }).meta({ id: 'RefreshToken' });

export const TokensView = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds.' }),
    refresh_token: z.string().meta({ description: 'Good once; its second use ends the session.' }),
  })
  .meta({ id: 'Tokens' });

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

export const NewOrganisation = z
  .strictObject({ kind, name: z.string().min(1).max(200) })
  .meta({ id: 'NewOrganisation' });
export const OrganisationView = z
  .object({ id: organisationId, kind, name: z.string(), created_at: instant })
  .meta({ id: 'Organisation' });
export const OrganisationPage = pageSchema('OrganisationPage', OrganisationView);
export const OrganisationQuery = PageQuery.extend({ kind: kind.optional() });

export const NewUserBody = z
  .strictObject({
    email: z.string().max(254),
    name: z.string().min(1).max(200),
    password: z.string().min(12).max(200),
    organisation: organisationId,
    roles: z.array(role).min(1).max(ROLES.length),
  })
  .meta({ id: 'NewUser' });
export const UserView = z.object({ id: publicIdSchema<'User'>('usr'), email: z.string() }).meta({ id: 'User' });

export const keyId = publicIdSchema<'ApiKey'>('key');
export const NewApiKey = z
  .strictObject({ name: z.string().min(1).max(100), scopes: z.array(scope).min(1).max(50) })
  .meta({ id: 'NewApiKey' });
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
export const CreatedApiKeyView = ApiKeyView.extend({
  secret: z.string().nullable().meta({ description: 'The key. Shown this once; a replay has null.' }),
}).meta({ id: 'CreatedApiKey' });
export const ApiKeyList = z.object({ items: z.array(ApiKeyView) }).meta({ id: 'ApiKeyList' });

const address = z
  .string()
  .max(42)
  .meta({ examples: ['0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'] });
export const ChallengeBody = z.strictObject({ address }).meta({ id: 'NewWalletChallenge' });
export const ChallengeView = z
  .object({
    message: z.string().meta({ description: 'EIP-4361 text to sign with the wallet, byte for byte (personal_sign).' }),
    expires_at: instant,
  })
  .meta({ id: 'WalletChallenge' });
export const WalletBody = z
  .strictObject({ message: z.string().max(2000), signature: z.string().max(132) })
  .meta({ id: 'SignedWalletMessage' });
export const WalletView = z
  .object({ address: z.string(), version: z.int(), set_at: instant })
  .meta({ id: 'PayeeWallet', description: 'Where this payee is paid; version counts its changes.' });
