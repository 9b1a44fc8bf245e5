import { readRetailLine, type RetailLine, type RetailRecord } from './retail-line.ts';
import { classifyLine, type LineKind } from './line-outcome.ts';

/** A line with what it is. `line` is null only for `unreadable`. */
export type ClassifiedLine = { readonly line: RetailLine | null; readonly kind: LineKind };

/** Lines that stand together under one invoice number. */
export type Invoice = {
  /** The shop's number; a number that comes again later in the file gets `/2`, `/3`, …: a new order, never an edit. */
  readonly externalId: string;
  readonly lines: readonly ClassifiedLine[];
};

/**
 * Groups records into invoices as they come, one invoice in memory at a time.
 * Give it every record, then `finish()`; each returns an invoice once that is complete.
 */
export class InvoiceGrouper {
  #number: string | null = null;
  #lines: ClassifiedLine[] = [];
  #columnsSeen = new Set<string>();
  readonly #timesSeen = new Map<string, number>();

  add(record: RetailRecord): Invoice | null {
    const isNext = record.InvoiceNo !== this.#number;
    const done = isNext ? this.finish() : null;
    this.#number = record.InvoiceNo;
    const columns = JSON.stringify(record);
    const line = readRetailLine(record, this.#lines.length + 1);
    this.#lines.push({ line, kind: classifyLine(line, this.#columnsSeen.has(columns)) });
    this.#columnsSeen.add(columns);
    return done;
  }

  finish(): Invoice | null {
    if (this.#number === null) return null;
    const times = (this.#timesSeen.get(this.#number) ?? 0) + 1;
    this.#timesSeen.set(this.#number, times);
    const invoice = { externalId: times === 1 ? this.#number : `${this.#number}/${times}`, lines: this.#lines };
    this.#number = null;
    this.#lines = [];
    this.#columnsSeen = new Set();
    return invoice;
  }
}
