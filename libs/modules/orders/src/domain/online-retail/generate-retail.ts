import { DAY_MS, type EpochMs, SeededRandom } from '#kernel';
import { type RetailRecord, SHOP_ZONE } from './retail-line.ts';

/** What a generated shop is like. The same shape gives the same records. */
export type RetailShape = {
  readonly seed: number;
  /** Start of the first day. */
  readonly from: EpochMs;
  readonly days: number;
  readonly invoicesPerDay: number;
  /** Share of invoices that are followed by a cancellation of some of their lines. */
  readonly cancelled: number;
  /** First invoice number; further ones count up. */
  readonly firstInvoice: number;
};

type Product = { readonly code: string; readonly description: string; readonly pence: number };
type Sold = { readonly product: Product; readonly quantity: number; readonly customer: string };

const ADJECTIVES = [
  'RED RETROSPOT',
  'VINTAGE',
  'WHITE HANGING',
  'BLUE PAISLEY',
  'WOODEN',
  'SET OF 6',
  'CREAM',
  'REGENCY',
];
const THINGS = [
  'T-LIGHT HOLDER',
  'LUNCH BOX',
  'CAKE STAND',
  'SHOPPER BAG',
  'TEA CUP',
  'NOTEBOOK',
  'BUNTING',
  'ALARM CLOCK',
  'DOORMAT',
  'CHRISTMAS BAUBLE',
  'JIGSAW PUZZLE',
  'NECKLACE',
  'HERB PLANTER',
  'PICTURE FRAME',
  'GIFT WRAP',
];

/**
 * Records of the shape of the Online Retail file, its dirt included: cancellations without an original, exact duplicate
 * lines, fee codes, missing customers, free and negative lines, prices below a penny. Made by us, day by day, in order.
 */
export function* generateRetail(shape: RetailShape): Generator<RetailRecord> {
  const random = new SeededRandom(shape.seed);
  const products = makeProducts(random.fork('products'));
  const sold: Sold[] = [];
  let number = shape.firstInvoice;
  for (let day = 0; day < shape.days; day += 1) {
    for (let n = 0; n < shape.invoicesPerDay; n += 1) {
      const minutes = 8 * 60 + Math.floor(((n + random.fraction()) * 11 * 60) / shape.invoicesPerDay);
      const time = localTime((shape.from + day * DAY_MS + minutes * 60_000) as EpochMs);
      yield* invoice(String(number++), time, products, sold, random);
      if (random.chance(shape.cancelled)) yield* cancellation(`C${number++}`, time, sold, random);
    }
    // What can be sent back: the last weeks are enough, and memory stays flat.
    sold.splice(0, Math.max(0, sold.length - 2_000));
  }
}

/** A new calendar day and clock time as the shop writes it. */
function localTime(at: EpochMs): string {
  return format.format(at);
}
const format = new Intl.DateTimeFormat('sv-SE', { timeZone: SHOP_ZONE, dateStyle: 'short', timeStyle: 'medium' });

function makeProducts(random: SeededRandom): Product[] {
  return Array.from({ length: 400 }, (_, index) => ({
    code: `${20_000 + index * 7}${random.chance(0.2) ? random.pick(['A', 'B', 'C']) : ''}`,
    description: `${random.pick(ADJECTIVES)} ${random.pick(THINGS)}`,
    pence: random.pick([39, 65, 85, 125, 165, 210, 255, 295, 375, 495, 850, 1_275, 1_995]),
  }));
}

function* invoice(
  number: string,
  time: string,
  products: Product[],
  sold: Sold[],
  random: SeededRandom,
): Generator<RetailRecord> {
  const customer = random.chance(0.2) ? '' : `${12_000 + Math.floor(random.fraction() ** 2 * 2_500)}.0`;
  const country = random.chance(0.9) ? 'United Kingdom' : random.pick(['France', 'Germany', 'EIRE']);
  const base = { InvoiceNo: number, InvoiceDate: time, CustomerID: customer, Country: country };
  const lines = 1 + Math.floor(random.fraction() ** 2 * 20);
  for (let line = 0; line < lines; line += 1) {
    const product = random.pick(products);
    const quantity = random.pick([1, 1, 2, 3, 4, 6, 6, 12, 12, 24]);
    const record = { ...base, ...describe(product), Quantity: String(quantity) };
    yield record;
    if (customer !== '') sold.push({ product, quantity, customer });
    if (random.chance(0.008)) yield record;
  }
  yield* dirt(base, random);
}

function* dirt(
  base: Pick<RetailRecord, 'InvoiceNo' | 'InvoiceDate' | 'CustomerID' | 'Country'>,
  random: SeededRandom,
): Generator<RetailRecord> {
  const odd = (columns: Partial<RetailRecord>): RetailRecord => ({
    ...base,
    StockCode: '22423',
    Description: 'REGENCY CAKESTAND 3 TIER',
    Quantity: '1',
    UnitPrice: '12.75',
    ...columns,
  });
  if (random.chance(0.06)) yield odd({ StockCode: 'POST', Description: 'POSTAGE', UnitPrice: '18.00' });
  if (random.chance(0.02)) yield odd({ StockCode: 'gift_0001_20', Description: 'Gift Voucher', UnitPrice: '16.67' });
  if (random.chance(0.01)) yield odd({ UnitPrice: '0.0' });
  if (random.chance(0.01)) yield odd({ Quantity: '-13', UnitPrice: '0.0', CustomerID: '', Description: 'damages' });
  if (random.chance(0.003)) yield odd({ UnitPrice: '0.001' });
  if (random.chance(0.001)) {
    yield odd({ InvoiceNo: `A${base.InvoiceNo}`, StockCode: 'B', UnitPrice: '-110.62', CustomerID: '' });
  }
}

function* cancellation(number: string, time: string, sold: Sold[], random: SeededRandom): Generator<RetailRecord> {
  if (sold.length === 0) return;
  const { customer } = random.pick(sold);
  const theirs = sold.filter((each) => each.customer === customer);
  for (const { product, quantity } of theirs.slice(-random.between(1, 3))) {
    // Sometimes more than was ever bought here: the shop's real file starts in the middle of its life.
    const units = random.chance(0.05) ? quantity * 40 : random.between(1, quantity);
    yield {
      InvoiceNo: number,
      InvoiceDate: time,
      CustomerID: customer,
      Country: 'United Kingdom',
      ...describe(product),
      Quantity: `-${units}`,
    };
  }
}

function describe(product: Product): Pick<RetailRecord, 'StockCode' | 'Description' | 'UnitPrice'> {
  const price = `${Math.floor(product.pence / 100)}.${String(product.pence % 100).padStart(2, '0')}`;
  return { StockCode: product.code, Description: product.description, UnitPrice: price };
}
