import { Module } from '@nestjs/common';
import { CatalogModule } from '#modules/catalog';
import { OrderStore } from './storage/order.store.ts';
import { RefundStore } from './storage/refund.store.ts';
import { AcceptOrders } from './use-cases/accept-orders/accept-orders.ts';
import { FindOrders } from './use-cases/find-orders/find-orders.ts';
import { FindRefundableLines } from './use-cases/find-refundable-lines/find-refundable-lines.ts';
import { RecordRefunds } from './use-cases/record-refunds/record-refunds.ts';

const useCases = [AcceptOrders, RecordRefunds, FindOrders, FindRefundableLines];

/** Merchants' orders and refunds. Needs the database, `Outbox` and `Clock` from the process. */
@Module({
  imports: [CatalogModule],
  providers: [...useCases, OrderStore, RefundStore],
  exports: useCases,
})
export class OrdersModule {}
