import { Injectable } from '@nestjs/common';
import { type Asset, Clock, derivedId, type EpochMs, type Id, minor, SeededRandom } from '#kernel';
import { RecordClicks } from '#modules/attribution';
import { UpsertProducts } from '#modules/catalog';
import {
  AcceptOrders,
  type Cancellation,
  FindRefundableLines,
  type ImportSummary,
  type Invoice,
  InvoiceGrouper,
  type LineOutcome,
  type OrderDraft,
  RecordRefunds,
  type RetailRecord,
  type Sale,
  addSummaries,
  cancellationsOf,
  emptySummary,
  matchBatch,
  parseShare,
  saleOf,
} from '#modules/orders';
import { UnitOfWork } from '#platform/database';
import { ImportRunningElsewhere } from './import.errors.ts';
import { type ImportSource, ImportStore } from './import-store.ts';

/** What is imported, and what share of its sales value influencers get. */
export type RetailImport = {
  readonly source: ImportSource;
  readonly currency: Asset;
  /** Decimal share of the sales value, e.g. `0.25`. */
  readonly share: string;
  /** Links that the attributed sales came through, in turn. At least one where the share is above 0. */
  readonly links: readonly Id<'Link'>[];
};

/** Told after each batch: lines of the file that have their outcome. */
export type OnLines = (linesDone: number) => void;

const LINES_PER_BATCH = 1_500;
const HOUR_MS = 3_600_000;

type PlannedInvoice = { readonly invoice: Invoice; readonly sale: Sale | null; readonly isAttributed: boolean };

/**
 * Imports the Online Retail file, or records of its shape: orders, the clicks they came from, cancellations as refunds.
 *
 * Each batch is one transaction with the place that the file has come to, so a crash resumes behind the last batch and
 * the same file twice changes nothing. What a line is, which sale is attributed and by which click depends on the file
 * alone, never on when it is read. Memory does not grow with the file.
 */
@Injectable()
export class ImportRetail {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly imports: ImportStore,
    private readonly products: UpsertProducts,
    private readonly clicks: RecordClicks,
    private readonly orders: AcceptOrders,
    private readonly refunds: RecordRefunds,
    private readonly purchases: FindRefundableLines,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads `records` to their end and answers the whole file's summary, also where an earlier run did part of it.
   * @throws {InvalidInput} for a share that is none; nothing was written.
   * @throws {ImportRunningElsewhere} another process imports the same file.
   */
  async execute(
    records: AsyncIterable<RetailRecord> | Iterable<RetailRecord>,
    request: RetailImport,
    onLines: OnLines = () => undefined,
  ): Promise<ImportSummary> {
    const { source } = request;
    const share = parseShare(request.share);
    const state = await this.imports.begin(source, this.clock.now());
    if (state.isFinished) return state.summary;
    let summary = state.summary;
    let linesRead = 0;
    let batch: PlannedInvoice[] = [];
    let linesInBatch = 0;
    const knownSkus = new Set<string>();

    const flush = async (): Promise<void> => {
      if (batch.length > 0) summary = await this.importBatch(batch, request, summary, knownSkus);
      onLines(summary.lines);
      batch = [];
      linesInBatch = 0;
    };
    for await (const invoice of invoicesOf(records)) {
      const sale = saleOf(invoice);
      const isAttributed = sale !== null && share.take(sale.value);
      linesRead += invoice.lines.length;
      if (linesRead <= state.linesDone) continue; // an earlier run did it; only the share had to see it
      batch.push({ invoice, sale, isAttributed });
      linesInBatch += invoice.lines.length;
      if (linesInBatch >= LINES_PER_BATCH) await flush();
    }
    await flush();
    await this.imports.finish(source, this.clock.now());
    return summary;
  }

  private importBatch(
    batch: readonly PlannedInvoice[],
    request: RetailImport,
    before: ImportSummary,
    knownSkus: Set<string>,
  ): Promise<ImportSummary> {
    return this.unitOfWork.run(async (tx) => {
      const { merchantId } = request.source;
      const sales = batch.flatMap(({ sale, isAttributed }) => (sale === null ? [] : [{ sale, isAttributed }]));
      await this.addProducts(
        merchantId,
        sales.map(({ sale }) => sale),
        knownSkus,
      );
      const drafts = await this.addClicks(sales, request);
      const results = await this.orders.execute(merchantId, drafts);
      const refused = new Set(
        results.flatMap(({ outcome, externalId }) => (outcome === 'refused' ? [externalId] : [])),
      );
      const cancellations = batch.flatMap(({ invoice }) => cancellationsOf(invoice));
      const matched = await this.cancel(merchantId, cancellations);
      const summary = addSummaries(before, summarise(batch, refused, matched));
      if (!(await this.imports.advance(tx, request.source, before.lines, summary))) {
        throw new ImportRunningElsewhere(request.source.name);
      }
      return summary;
    });
  }

  private async addProducts(merchantId: Id<'Organisation'>, sales: readonly Sale[], known: Set<string>): Promise<void> {
    const lines = sales.flatMap((sale) => sale.lines).filter(({ sku }) => !known.has(sku));
    const drafts = new Map(
      lines.map(({ sku, description, category }) => [sku, { sku, name: description || sku, category }]),
    );
    if (drafts.size > 0) await this.products.execute(merchantId, [...drafts.values()]);
    for (const sku of drafts.keys()) known.add(sku);
  }

  /** Records the click that each attributed sale came from, and answers the orders to accept. */
  private async addClicks(
    sales: readonly { sale: Sale; isAttributed: boolean }[],
    request: RetailImport,
  ): Promise<OrderDraft[]> {
    const { source, currency, links } = request;
    const clicked = sales.map(({ sale, isAttributed }) => ({
      sale,
      click: isAttributed && links.length > 0 ? clickBefore(sale, source.merchantId, links) : undefined,
    }));
    const clicks = clicked.flatMap(({ click }) => (click === undefined ? [] : [click]));
    if (clicks.length > 0) await this.clicks.execute(clicks);
    return clicked.map(({ sale, click }) => ({
      externalId: sale.externalId,
      currency,
      customerRef: sale.customerRef,
      clickId: click?.id,
      placedAt: sale.placedAt,
      lines: sale.lines.map(({ sku, category, quantity, unitPrice }) => ({
        sku,
        category,
        quantity,
        unitPrice,
        discount: minor(0n),
      })),
    }));
  }

  private async cancel(
    merchantId: Id<'Organisation'>,
    cancellations: readonly Cancellation[],
  ): Promise<Map<Cancellation, bigint>> {
    if (cancellations.length === 0) return new Map();
    const lines = await this.purchases.execute(merchantId, cancellations);
    const recorded = await this.purchases.recorded(
      merchantId,
      cancellations.map(({ invoice }) => invoice),
    );
    const { refunds, matches } = matchBatch(
      cancellations,
      lines.map((line) => ({ ...line, unitsLeft: line.piecesLeft })),
      recorded,
    );
    const drafts = refunds.map(({ orderId, externalId, at, lines: units }) => ({
      orderId: orderId as Id<'Order'>,
      externalId,
      at,
      lines: [...units].map(([lineNo, quantity]) => ({ lineNo, quantity })),
    }));
    const results = drafts.length === 0 ? [] : await this.refunds.execute(merchantId, drafts);
    for (const result of results) if (result.outcome === 'refused') throw result.error;
    return new Map(matches.map(({ cancellation, matchedUnits }) => [cancellation, matchedUnits]));
  }
}

async function* invoicesOf(records: AsyncIterable<RetailRecord> | Iterable<RetailRecord>): AsyncGenerator<Invoice> {
  const grouper = new InvoiceGrouper();
  for await (const record of records) {
    const invoice = grouper.add(record);
    if (invoice !== null) yield invoice;
  }
  const last = grouper.finish();
  if (last !== null) yield last;
}

/** A click through one of `links` one hour to six days before the sale; the sale's number decides, nothing else. */
function clickBefore(
  sale: Sale,
  merchantId: Id<'Organisation'>,
  links: readonly Id<'Link'>[],
): { id: Id<'Click'>; linkId: Id<'Link'>; at: EpochMs } {
  const random = new SeededRandom(0).fork(sale.externalId);
  const at = (sale.placedAt - random.between(1, 6 * 24) * HOUR_MS) as EpochMs;
  return { id: derivedId<'Click'>(at, 'import', merchantId, sale.externalId), linkId: random.pick(links), at };
}

function summarise(
  batch: readonly PlannedInvoice[],
  refused: ReadonlySet<string>,
  matched: ReadonlyMap<Cancellation, bigint>,
): ImportSummary {
  const summary = emptySummary();
  const outcomes = { ...summary.outcomes };
  let salesValue = 0n;
  let attributedValue = 0n;
  for (const { invoice, sale, isAttributed } of batch) {
    const isRefused = refused.has(invoice.externalId);
    for (const { kind } of invoice.lines) {
      if (kind === 'cancellation') continue;
      const isBooked = kind === 'accepted' || kind === 'duplicate_kept';
      outcomes[isBooked && isRefused ? 'order_refused' : kind] += 1;
    }
    if (sale === null || isRefused) continue;
    salesValue += sale.value;
    if (isAttributed) attributedValue += sale.value;
  }
  let total = 0n;
  let found = 0n;
  for (const [cancellation, units] of matched) {
    outcomes[outcomeOf(cancellation, units)] += 1;
    total += cancellation.units;
    found += units;
  }
  const lines = batch.reduce((sum, { invoice }) => sum + invoice.lines.length, 0);
  return {
    lines,
    outcomes,
    cancelledUnits: { total, matched: found, unmatched: total - found },
    salesValue,
    attributedValue,
  };
}

function outcomeOf(cancellation: Cancellation, units: bigint): LineOutcome {
  if (units === 0n) return 'cancellation_unmatched';
  return units === cancellation.units ? 'cancellation_matched' : 'cancellation_partly_matched';
}
