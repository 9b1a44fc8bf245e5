import { Module } from '@nestjs/common';
import { AttributionModule } from '#modules/attribution';
import { IdentityModule } from '#modules/identity';
import { LedgerModule } from '#modules/ledger';
import { OrdersModule } from '#modules/orders';
import { ProgramsModule } from '#modules/programs';
import { CommissionsConsumers } from './jobs/commissions-consumers.ts';
import { CommissionsJobs } from './jobs/commissions-jobs.ts';
import { CommissionStore } from './storage/commission.store.ts';
import { CommissionViewStore } from './storage/commission-view.store.ts';
import { ConversionStore } from './storage/conversion.store.ts';
import { ConversionViewStore } from './storage/conversion-view.store.ts';
import { PathStore } from './storage/path.store.ts';
import { ReviewStore } from './storage/review.store.ts';
import { ApplyOrderEvents } from './use-cases/apply-order-events/apply-order-events.ts';
import { CheckCommissions } from './use-cases/check-commissions/check-commissions.ts';
import { BuildReceipt } from './use-cases/build-receipt/build-receipt.ts';
import { ChoosePath } from './use-cases/choose-path/choose-path.ts';
import { CompareModels } from './use-cases/compare-models/compare-models.ts';
import { ForeseeReview } from './use-cases/foresee-review/foresee-review.ts';
import { ListCommissions } from './use-cases/list-commissions/list-commissions.ts';
import { ListConversions } from './use-cases/list-conversions/list-conversions.ts';
import { MatureCommissions } from './use-cases/mature-commissions/mature-commissions.ts';
import { OffsetDoublePayments } from './use-cases/offset-double-payments/offset-double-payments.ts';
import { AttributeSales } from './use-cases/price-orders/attribute-sales.ts';
import { PriceOrders } from './use-cases/price-orders/price-orders.ts';
import { PromoteUnfunded } from './use-cases/promote-unfunded/promote-unfunded.ts';
import { ReviewLinks } from './use-cases/review-links/review-links.ts';
import { ReverseRefunds } from './use-cases/reverse-refunds/reverse-refunds.ts';
import { SimulateRules } from './use-cases/simulate-rules/simulate-rules.ts';
import { SummariseEarnings } from './use-cases/summarise-earnings/summarise-earnings.ts';

const useCases = [
  ChoosePath,
  OffsetDoublePayments,
  ApplyOrderEvents,
  MatureCommissions,
  PromoteUnfunded,
  ListCommissions,
  ListConversions,
  CompareModels,
  BuildReceipt,
  SummariseEarnings,
  CheckCommissions,
  SimulateRules,
  ReviewLinks,
  ForeseeReview,
];
const parts = [
  AttributeSales,
  PriceOrders,
  ReverseRefunds,
  CommissionStore,
  ConversionStore,
  CommissionViewStore,
  ConversionViewStore,
  PathStore,
  ReviewStore,
];
const workers = [CommissionsConsumers, CommissionsJobs];

/**
 * What is earned for which order line. Needs the database, `EventConsumers` and `Clock` from the process, and
 * the ledger's `AnchorReader` where receipts are to name their anchor.
 */
@Module({
  imports: [IdentityModule, AttributionModule, ProgramsModule, OrdersModule, LedgerModule],
  providers: [...useCases, ...parts, ...workers],
  exports: [...useCases, ...workers],
})
export class CommissionsModule {}
