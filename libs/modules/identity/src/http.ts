export { ApiKeysController } from './http/api-keys.controller.ts';
export { IdentityGuard } from './http/identity.guard.ts';
export { MoneyReadsController } from './http/money-reads.controller.ts';
export { MoneyReadsInterceptor } from './http/money-reads.interceptor.ts';
export { OrganisationsController } from './http/organisations.controller.ts';
export { SessionController } from './http/session.controller.ts';
export { WalletController } from './http/wallet.controller.ts';
