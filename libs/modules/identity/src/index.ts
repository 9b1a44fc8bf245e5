export { ORGANISATION_KINDS, type Organisation, type OrganisationKind, rolesOf } from './domain/organisation.ts';
export {
  ApiKeyNotFound,
  DemoUsersRefused,
  EmailTaken,
  NotAMember,
  NotAPayee,
  NotAllowed,
  OrganisationNotFound,
  RefreshTokenInvalid,
  RoleDoesNotFit,
  TooManyAttempts,
  WalletAddressInvalid,
  WalletChallengeInvalid,
  WalletNotSet,
  WalletSignatureWrong,
  WrongCredentials,
} from './identity.errors.ts';
export { IdentityModule } from './identity.module.ts';
export type { ApiKey } from './storage/api-key.store.ts';
export type { PayeeWallet, WalletAddress, WalletChallenge } from './storage/wallet.store.ts';
export { Authenticate } from './use-cases/authenticate/authenticate.ts';
export { CreateApiKey } from './use-cases/create-api-key/create-api-key.ts';
export { CreateOrganisation } from './use-cases/create-organisation/create-organisation.ts';
export { CreateUser, type NewUser } from './use-cases/create-user/create-user.ts';
export { FindOrganisation } from './use-cases/find-organisation/find-organisation.ts';
export { FindPayeeWallets } from './use-cases/find-payee-wallets/find-payee-wallets.ts';
export { FindPeople } from './use-cases/find-people/find-people.ts';
export { IssueWalletChallenge } from './use-cases/issue-wallet-challenge/issue-wallet-challenge.ts';
export { RefreshTokens } from './use-cases/refresh-tokens/refresh-tokens.ts';
export { SetPayeeWallet } from './use-cases/set-payee-wallet/set-payee-wallet.ts';
export { type Credentials, SignIn } from './use-cases/sign-in/sign-in.ts';
export type { SessionTokens } from './use-cases/sign-in/start-session.ts';
