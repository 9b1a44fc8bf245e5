import type { Provider } from '@nestjs/common';
import { Clock } from '#kernel';
import { CONFIG, type Config } from '#platform/config';
import { AccessTokens, Ed25519AccessTokens } from './adapters/access-tokens.ts';
import { Argon2Passwords, Passwords } from './adapters/passwords.ts';
import { SecretSource, SystemSecretSource } from './adapters/secret-source.ts';
import { SignInAttempts } from './adapters/sign-in-attempts.ts';
import { EthersWalletSignatures, WalletSignatures } from './adapters/wallet-signatures.ts';
import { IdentitySettings, identitySettings } from './identity-settings.ts';
import { ApiKeyStore } from './storage/api-key.store.ts';
import { MoneyReadStore } from './storage/money-read.store.ts';
import { OrganisationStore } from './storage/organisation.store.ts';
import { SessionStore } from './storage/session.store.ts';
import { UserStore } from './storage/user.store.ts';
import { WalletStore } from './storage/wallet.store.ts';
import { Authenticate } from './use-cases/authenticate/authenticate.ts';
import { CreateApiKey } from './use-cases/create-api-key/create-api-key.ts';
import { RevokeApiKey } from './use-cases/create-api-key/revoke-api-key.ts';
import { CreateOrganisation } from './use-cases/create-organisation/create-organisation.ts';
import { CreateUser } from './use-cases/create-user/create-user.ts';
import { FindOrganisation } from './use-cases/find-organisation/find-organisation.ts';
import { FindPayeeWallets } from './use-cases/find-payee-wallets/find-payee-wallets.ts';
import { FindPeople } from './use-cases/find-people/find-people.ts';
import { IssueWalletChallenge } from './use-cases/issue-wallet-challenge/issue-wallet-challenge.ts';
import { ListApiKeys } from './use-cases/list-api-keys/list-api-keys.ts';
import { ListMoneyReads } from './use-cases/list-money-reads/list-money-reads.ts';
import { LogMoneyRead } from './use-cases/log-money-read/log-money-read.ts';
import { ReadMe } from './use-cases/read-me/read-me.ts';
import { RefreshTokens } from './use-cases/refresh-tokens/refresh-tokens.ts';
import { RefuseDemoUsers } from './use-cases/refuse-demo-users/refuse-demo-users.ts';
import { SetPayeeWallet } from './use-cases/set-payee-wallet/set-payee-wallet.ts';
import { SignIn } from './use-cases/sign-in/sign-in.ts';
import { StartSession } from './use-cases/sign-in/start-session.ts';

/** What other modules and the controllers call. */
export const USE_CASES = [
  Authenticate,
  CreateApiKey,
  CreateOrganisation,
  CreateUser,
  FindOrganisation,
  FindPayeeWallets,
  FindPeople,
  IssueWalletChallenge,
  ListApiKeys,
  ListMoneyReads,
  LogMoneyRead,
  ReadMe,
  RefreshTokens,
  RevokeApiKey,
  SetPayeeWallet,
  SignIn,
];

/** Settings, adapters and stores of identity, for its module and its tests. */
export const PROVIDERS: Provider[] = [
  ...USE_CASES,
  StartSession,
  RefuseDemoUsers,
  ApiKeyStore,
  MoneyReadStore,
  OrganisationStore,
  SessionStore,
  SignInAttempts,
  UserStore,
  WalletStore,
  { provide: IdentitySettings, useFactory: (config: Config) => identitySettings(config), inject: [CONFIG] },
  { provide: SecretSource, useClass: SystemSecretSource },
  { provide: Passwords, useClass: Argon2Passwords },
  { provide: WalletSignatures, useClass: EthersWalletSignatures },
  {
    provide: AccessTokens,
    useFactory: ({ tokenKeyDir, accessTokenLifeMs }: IdentitySettings, clock: Clock) =>
      Ed25519AccessTokens.open(tokenKeyDir, clock, accessTokenLifeMs),
    inject: [IdentitySettings, Clock],
  },
];
