export { generateRetail, type RetailShape } from './generate-retail.ts';
export { type Invoice, InvoiceGrouper } from './group-invoices.ts';
export { type ImportSummary, addSummaries, emptySummary, summaryBreaks } from './import-summary.ts';
export { LINE_OUTCOMES, type LineOutcome } from './line-outcome.ts';
export { type KnownPurchase, type RecordedCancellation, matchBatch } from './match-batch.ts';
export { type Cancellation, type Sale, cancellationsOf, saleOf } from './plan-invoice.ts';
export { RETAIL_COLUMNS, type RetailRecord } from './retail-line.ts';
export { parseShare } from './value-share.ts';
