import { Module } from '@nestjs/common';
import { AttributionModule } from '#modules/attribution';
import { CatalogModule } from '#modules/catalog';
import { IdentityModule } from '#modules/identity';
import { OrdersModule } from '#modules/orders';
import { ProgramsModule } from '#modules/programs';
import { ImportRetail } from './import-retail.ts';
import { ImportStore } from './import-store.ts';
import { SetUpShop } from './set-up-shop.ts';

/** Bringing a shop and its past orders in; for the command line and the demo. */
@Module({
  imports: [IdentityModule, CatalogModule, ProgramsModule, AttributionModule, OrdersModule],
  providers: [ImportRetail, ImportStore, SetUpShop],
  exports: [ImportRetail, SetUpShop],
})
export class ImportsModule {}
