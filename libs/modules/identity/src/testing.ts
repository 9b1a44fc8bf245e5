export { type TestIdentity, anIdentity, identityProvidersFor, signWalletMessage } from './testing/an-identity.ts';
