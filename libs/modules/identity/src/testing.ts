export { type TestIdentity, anIdentity, identityProvidersFor, signWalletMessage } from './testing/an-identity.ts';
export { type Answer, type HttpAppOptions, type TestHttpApp, anHttpApp } from './testing/an-http-app.ts';
