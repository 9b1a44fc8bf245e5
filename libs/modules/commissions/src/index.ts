export { CommissionNotFound } from './commissions.errors.ts';
export { ChoosePath } from './use-cases/choose-path/choose-path.ts';
export { CommissionsModule } from './commissions.module.ts';
export type { ConversionState } from './domain/conversion-state.ts';
export type { ConversionPath, MerchantOrder } from './storage/path.store.ts';
export type { CommissionFilter, CommissionView } from './storage/commission-view.store.ts';
export { ApplyOrderEvents } from './use-cases/apply-order-events/apply-order-events.ts';
export { BuildReceipt } from './use-cases/build-receipt/build-receipt.ts';
export {
  CheckCommissions,
  type CommissionsBreak,
  type CommissionsReport,
  type OtherEarnings,
} from './use-cases/check-commissions/check-commissions.ts';
export { ListCommissions } from './use-cases/list-commissions/list-commissions.ts';
export { MatureCommissions } from './use-cases/mature-commissions/mature-commissions.ts';
export { PromoteUnfunded } from './use-cases/promote-unfunded/promote-unfunded.ts';
export { ReviewLinks } from './use-cases/review-links/review-links.ts';
export { type Draft, SimulateRules, type Simulation } from './use-cases/simulate-rules/simulate-rules.ts';
export { type Earnings, SummariseEarnings } from './use-cases/summarise-earnings/summarise-earnings.ts';
export { ImportRunningElsewhere } from './imports/import.errors.ts';
export { type OnLines, ImportRetail, type RetailImport } from './imports/import-retail.ts';
export { type ImportSource, importSource } from './imports/import-store.ts';
export { ImportsModule } from './imports/imports.module.ts';
export { type Shop, type ShopPlan, SetUpShop, organisationNamed } from './imports/set-up-shop.ts';
