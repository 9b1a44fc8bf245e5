export type { LineDraft, Order, OrderDraft, OrderLine, OrderLineWithRefunds } from './domain/order.ts';
export type { Refund, RefundableOrder, RefundDraft, RefundLine, RefundLineDraft } from './domain/refund.ts';
export { orderIdOf } from './domain/read-order.ts';
export {
  FromTheFuture,
  OrderIdReused,
  OrderInvalid,
  OrderLineNotFound,
  OrderNotFound,
  RefundExceedsLine,
  RefundIdReused,
} from './orders.errors.ts';
export { OrdersModule } from './orders.module.ts';
export { AcceptOrders, type AcceptResult } from './use-cases/accept-orders/accept-orders.ts';
export { FindOrders } from './use-cases/find-orders/find-orders.ts';
export { RecordRefunds, type RefundResult } from './use-cases/record-refunds/record-refunds.ts';
export {
  type Cancellation,
  type ImportSummary,
  type Invoice,
  InvoiceGrouper,
  type KnownPurchase,
  LINE_OUTCOMES,
  type LineOutcome,
  RETAIL_COLUMNS,
  type RetailRecord,
  type RetailShape,
  type Sale,
  addSummaries,
  cancellationsOf,
  emptySummary,
  generateRetail,
  matchBatch,
  parseShare,
  saleOf,
  summaryBreaks,
} from './domain/online-retail/index.ts';
export {
  FindRefundableLines,
  type PurchaseKey,
  type RefundableLine,
} from './use-cases/find-refundable-lines/find-refundable-lines.ts';
