import { type EpochMs, instantIn } from '#kernel';

/** The columns of one line of the Online Retail file (Chen, 2015, UCI), as text. */
export type RetailRecord = {
  readonly InvoiceNo: string;
  readonly StockCode: string;
  readonly Description: string;
  readonly Quantity: string;
  readonly InvoiceDate: string;
  readonly UnitPrice: string;
  readonly CustomerID: string;
  readonly Country: string;
};

/** The columns, in the file's order. */
export const RETAIL_COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const satisfies readonly (keyof RetailRecord)[];

/** The shop's clocks: the file's times carry no offset. */
export const SHOP_ZONE = 'Europe/London';

/** A line that could be read. Its key is (invoice, ordinal): the file holds exact duplicates that are lines of their own. */
export type RetailLine = {
  readonly invoice: string;
  /** 1 for the first line of its invoice in the file, whatever becomes of it. */
  readonly ordinal: number;
  readonly stockCode: string;
  readonly description: string;
  /** Units; negative on cancellations and on stock corrections. */
  readonly quantity: bigint;
  readonly at: EpochMs;
  /** Price of a unit in tenths of a penny, because the file has prices below a penny. May be zero or negative. */
  readonly priceTenths: bigint;
  /** The shop's number for the buyer; null where the file has none. */
  readonly customer: string | null;
  readonly country: string;
};

const QUANTITY = /^-?\d{1,9}$/;
const PRICE = /^(-?)(\d{1,9})(?:\.(\d{1,3}))?$/;
const CUSTOMER = /^(\d{1,9})(?:\.0)?$/;

/** Reads a record; null when a column is not what its name says. */
export function readRetailLine(record: RetailRecord, ordinal: number): RetailLine | null {
  const price = PRICE.exec(record.UnitPrice.trim());
  const at = readTime(record.InvoiceDate);
  const customer = CUSTOMER.exec(record.CustomerID.trim());
  const isRead = QUANTITY.test(record.Quantity) && price !== null && at !== null && record.InvoiceNo !== '';
  if (!isRead || (customer === null && record.CustomerID.trim() !== '')) return null;
  const tenths = BigInt(price[2] ?? '') * 1000n + BigInt((price[3] ?? '').padEnd(3, '0'));
  return {
    invoice: record.InvoiceNo.trim(),
    ordinal,
    stockCode: record.StockCode.trim(),
    description: record.Description.trim(),
    quantity: BigInt(record.Quantity),
    at,
    priceTenths: price[1] === '-' ? -tenths : tenths,
    customer: customer?.[1] ?? null,
    country: record.Country.trim(),
  };
}

function readTime(text: string): EpochMs | null {
  try {
    return instantIn(SHOP_ZONE, text.trim());
  } catch {
    return null; // the line is reported as unreadable
  }
}
