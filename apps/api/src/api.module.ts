import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AdsModule, AdsSearchModule } from '#modules/ads';
import {
  AdEarningsController,
  AuctionsController,
  CampaignSearchController,
  CampaignsController,
  CreativesController,
} from '#modules/ads/http';
import { AttributionModule } from '#modules/attribution';
import { CouponsController, LinksController } from '#modules/attribution/http';
import { CatalogModule } from '#modules/catalog';
import { ProductsController, ShownProductsController } from '#modules/catalog/http';
import { CommissionsModule } from '#modules/commissions';
import {
  CommissionsController,
  ConversionsController,
  ReviewsController,
  SimulationController,
} from '#modules/commissions/http';
import { FeedModule, FeedSearchModule } from '#modules/feed';
import { FeedController, SearchController } from '#modules/feed/http';
import { IdentityModule } from '#modules/identity';
import {
  ApiKeysController,
  IdentityGuard,
  MoneyReadsController,
  MoneyReadsInterceptor,
  OrganisationsController,
  SessionController,
  WalletController,
} from '#modules/identity/http';
import { LedgerModule, PublishedLogModule } from '#modules/ledger';
import {
  AccountsController,
  BooksController,
  EntriesController,
  HoldsController,
  LogController,
  PeriodsController,
  PostingController,
  ReportsController,
  TrialBalanceController,
} from '#modules/ledger/http';
import { NotificationsModule } from '#modules/notifications';
import { WebhookDeliveriesController, WebhookEndpointsController } from '#modules/notifications/http';
import { OrdersModule } from '#modules/orders';
import { OrdersController } from '#modules/orders/http';
import { PayoutsModule } from '#modules/payouts';
import { PayoutRunsController, PayoutsController } from '#modules/payouts/http';
import { ProgramsModule } from '#modules/programs';
import { ProgramsController } from '#modules/programs/http';
import { SettlementModule } from '#modules/settlement';
import { SettlementController, SettlerController, TestDepositsController } from '#modules/settlement/http';
import { SocialModule } from '#modules/social';
import { AuthorsController, ModerationController, PostsController } from '#modules/social/http';

/** The REST controllers of every module, behind identity's guard. */
@Module({
  imports: [
    IdentityModule,
    CatalogModule,
    ProgramsModule,
    AttributionModule,
    OrdersModule,
    CommissionsModule,
    LedgerModule,
    PublishedLogModule,
    PayoutsModule,
    SettlementModule,
    AdsModule,
    AdsSearchModule,
    NotificationsModule,
    SocialModule,
    FeedModule,
    FeedSearchModule,
  ],
  providers: [
    { provide: APP_GUARD, useClass: IdentityGuard },
    { provide: APP_INTERCEPTOR, useClass: MoneyReadsInterceptor },
  ],
  controllers: [
    SessionController,
    OrganisationsController,
    ApiKeysController,
    MoneyReadsController,
    WalletController,
    ProductsController,
    ShownProductsController,
    ProgramsController,
    LinksController,
    CouponsController,
    OrdersController,
    CommissionsController,
    ConversionsController,
    SimulationController,
    ReviewsController,
    AccountsController,
    BooksController,
    EntriesController,
    TrialBalanceController,
    ReportsController,
    PostingController,
    HoldsController,
    PeriodsController,
    LogController,
    PayoutRunsController,
    PayoutsController,
    SettlementController,
    SettlerController,
    TestDepositsController,
    CampaignsController,
    CampaignSearchController,
    AdEarningsController,
    AuctionsController,
    CreativesController,
    WebhookEndpointsController,
    WebhookDeliveriesController,
    PostsController,
    AuthorsController,
    ModerationController,
    FeedController,
    SearchController,
  ],
})
export class ApiModule {}
