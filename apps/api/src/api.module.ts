import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AttributionModule } from '#modules/attribution';
import { LinksController } from '#modules/attribution/http';
import { CatalogModule } from '#modules/catalog';
import { ProductsController } from '#modules/catalog/http';
import { CommissionsModule } from '#modules/commissions';
import { CommissionsController } from '#modules/commissions/http';
import { IdentityModule } from '#modules/identity';
import {
  ApiKeysController,
  IdentityGuard,
  OrganisationsController,
  SessionController,
  WalletController,
} from '#modules/identity/http';
import { LedgerModule } from '#modules/ledger';
import { AccountsController, EntriesController, LogController, TrialBalanceController } from '#modules/ledger/http';
import { NotificationsModule } from '#modules/notifications';
import { WebhookDeliveriesController, WebhookEndpointsController } from '#modules/notifications/http';
import { OrdersModule } from '#modules/orders';
import { OrdersController } from '#modules/orders/http';
import { PayoutsModule } from '#modules/payouts';
import { PayoutRunsController, PayoutsController } from '#modules/payouts/http';
import { ProgramsModule } from '#modules/programs';
import { ProgramsController } from '#modules/programs/http';
import { SettlementModule } from '#modules/settlement';
import { SettlementController } from '#modules/settlement/http';

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
    PayoutsModule,
    SettlementModule,
    NotificationsModule,
  ],
  providers: [{ provide: APP_GUARD, useClass: IdentityGuard }],
  controllers: [
    SessionController,
    OrganisationsController,
    ApiKeysController,
    WalletController,
    ProductsController,
    ProgramsController,
    LinksController,
    OrdersController,
    CommissionsController,
    AccountsController,
    EntriesController,
    TrialBalanceController,
    LogController,
    PayoutRunsController,
    PayoutsController,
    SettlementController,
    WebhookEndpointsController,
    WebhookDeliveriesController,
  ],
})
export class ApiModule {}
