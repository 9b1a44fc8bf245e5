import { asset, DAY_MS, type EpochMs, FixedClock, type Id, type Minor, newId } from '#kernel';
import type { Link } from '#modules/attribution';
import { someAttribution, type TestAttribution } from '#modules/attribution/testing';
import type { FindProducts } from '#modules/catalog';
import { FindOrganisation, type Organisation } from '#modules/identity';
import { anIdentity, type TestIdentity } from '#modules/identity/testing';
import { accounts } from '#modules/ledger';
import { aLedger, type TestLedger } from '#modules/ledger/testing';
import type { LineDraft, OrderDraft } from '#modules/orders';
import { KeptOutbox, someOrders, type TestOrders } from '#modules/orders/testing';
import type { Program } from '#modules/programs';
import { somePrograms, type TestPrograms } from '#modules/programs/testing';
import type { TestDatabase } from '#platform/database/testing';
import { CommissionStore } from '../storage/commission.store.ts';
import { CommissionViewStore } from '../storage/commission-view.store.ts';
import { ConversionStore } from '../storage/conversion.store.ts';
import { PathStore } from '../storage/path.store.ts';
import { ReviewStore } from '../storage/review.store.ts';
import { ApplyOrderEvents } from '../use-cases/apply-order-events/apply-order-events.ts';
import { BuildReceipt } from '../use-cases/build-receipt/build-receipt.ts';
import { CheckCommissions } from '../use-cases/check-commissions/check-commissions.ts';
import { ChoosePath } from '../use-cases/choose-path/choose-path.ts';
import { ForeseeReview } from '../use-cases/foresee-review/foresee-review.ts';
import { ListCommissions } from '../use-cases/list-commissions/list-commissions.ts';
import { MatureCommissions } from '../use-cases/mature-commissions/mature-commissions.ts';
import { AttributeSales } from '../use-cases/price-orders/attribute-sales.ts';
import { PriceOrders } from '../use-cases/price-orders/price-orders.ts';
import { OffsetDoublePayments } from '../use-cases/offset-double-payments/offset-double-payments.ts';
import { PromoteUnfunded } from '../use-cases/promote-unfunded/promote-unfunded.ts';
import { ReviewLinks } from '../use-cases/review-links/review-links.ts';
import { ReverseRefunds } from '../use-cases/reverse-refunds/reverse-refunds.ts';
import { SummariseEarnings } from '../use-cases/summarise-earnings/summarise-earnings.ts';

const SETTLED = asset('GBPT/2');
const CUSTODY = 'custody:chain:31337:5fbdb2315678afecb367f032d93f642f64180aa3';

/** One merchant with one program and one gold partner with one link, on a test database; and what tests do with them. */
export type TestShop = {
  readonly clock: FixedClock;
  readonly identity: TestIdentity;
  readonly ledger: TestLedger;
  readonly programs: TestPrograms;
  readonly attribution: TestAttribution;
  readonly orders: TestOrders;
  readonly outbox: KeptOutbox;
  /** What commissions themselves told. */
  readonly told: KeptOutbox;
  readonly merchant: Organisation;
  readonly partner: Organisation;
  readonly program: Program;
  readonly link: Link;
  readonly applyOrderEvents: ApplyOrderEvents;
  readonly mature: MatureCommissions;
  readonly choosePath: ChoosePath;
  readonly offsetDoublePayments: OffsetDoublePayments;
  readonly reviewLinks: ReviewLinks;
  readonly foreseeReview: ForeseeReview;
  readonly promote: PromoteUnfunded;
  readonly list: ListCommissions;
  readonly buildReceipt: BuildReceipt;
  readonly summarise: SummariseEarnings;
  readonly check: CheckCommissions;
  /** A merchant's deposit, as settlement books it. */
  deposit(amount: bigint, merchantId?: Id<'Organisation'>): Promise<void>;
  /** Records a click on the link; answers its id. */
  click(at: EpochMs, customerRef?: string): Promise<Id<'Click'>>;
  /** An order draft of the shop, placed a moment ago, by customer `customer`. */
  order(externalId: string, lines: readonly Partial<LineDraft>[], values?: Partial<OrderDraft>): OrderDraft;
  /** Applies everything that was told, as the consumer does; answers how many events. */
  apply(bodies?: readonly string[]): Promise<number>;
  /** Balance of a path in the settlement asset. */
  balance(path: string): Promise<bigint>;
  close(): Promise<void>;
};

/** Opens a shop: 10 % on home for gold, 5 % on everything else, fee 10 %, 14 days to mature, clicks count 30 days. */
export async function aShop(db: TestDatabase): Promise<TestShop> {
  const clock = new FixedClock(Date.now() as EpochMs);
  const identity = await anIdentity(db, { clock });
  const ledger = aLedger(db, clock);
  const programs = somePrograms(db, identity.get(FindOrganisation), clock);
  const attribution = someAttribution(db, programs, clock);
  const outbox = new KeptOutbox();
  const noProducts = { execute: () => Promise.resolve(new Map()) } as unknown as FindProducts;
  const orders = someOrders(db, noProducts, outbox, clock);
  const offer = await openOffer(identity, programs, attribution, clock);
  const told = new KeptOutbox();
  const useCases = wire(db, ledger, programs, attribution, told, clock);
  const { merchant } = offer;
  return {
    clock,
    identity,
    ledger,
    programs,
    attribution,
    orders,
    outbox,
    told,
    ...offer,
    ...useCases,
    async deposit(amount, merchantId = merchant.id) {
      const transfer = { debit: CUSTODY as never, credit: accounts.prepaid(merchantId), amount: amount as Minor };
      const entry = {
        id: newId<'Entry'>(clock.now()),
        asset: SETTLED,
        effectiveAt: clock.now(),
        metadata: { reason: 'deposit' },
      };
      await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [{ ...entry, transfers: [transfer] }]));
    },
    async click(at, customerRef = 'customer') {
      const id = newId<'Click'>(at);
      await attribution.recordClicks.execute([{ id, linkId: offer.link.id, at, customerRef }]);
      return id;
    },
    order: (externalId, lines, values = {}) => anOrder(clock, externalId, lines, values),
    async apply(bodies = outbox.take()) {
      if (bodies.length > 0) await db.unitOfWork.run((tx) => useCases.applyOrderEvents.execute(tx, bodies));
      return bodies.length;
    },
    async balance(path) {
      const [found] = await ledger.readBalances.execute([{ path: path as never, asset: SETTLED }]);
      return found?.balance ?? 0n;
    },
    close: () => identity.close(),
  };
}

async function openOffer(
  identity: TestIdentity,
  programs: TestPrograms,
  attribution: TestAttribution,
  clock: FixedClock,
) {
  const merchant = await identity.organisation('merchant');
  const partner = await identity.organisation('partner');
  const longAgo = (clock.now() - 200 * DAY_MS) as EpochMs;
  const terms = { settlementAsset: SETTLED, maturationDays: 14, feeBps: 1_000, attributionWindowDays: 30 };
  const program = await programs.create.execute({ merchantId: merchant.id, name: 'Lamps', ...terms }, 'system');
  const table = [
    { category: '*', tier: '*', bps: 500 },
    { category: 'home', tier: 'gold', bps: 1_000 },
    { category: 'free', tier: '*', bps: 0 },
  ];
  await programs.publish.execute({ programId: program.id, from: longAgo, table }, 'system');
  await programs.enrol.execute({ programId: program.id, partnerId: partner.id, tier: 'gold', from: longAgo }, 'system');
  const target = { programId: program.id, partnerId: partner.id, url: 'https://shop.example/lamp?a=1' };
  return { merchant, partner, program, link: await attribution.createLink.execute(target) };
}

function wire(
  db: TestDatabase,
  ledger: TestLedger,
  programs: TestPrograms,
  attribution: TestAttribution,
  told: KeptOutbox,
  clock: FixedClock,
) {
  const [commissions, conversions, paths] = [new CommissionStore(), new ConversionStore(), new PathStore()];
  const reviews = new ReviewStore(db.database);
  const { readBalances, postEntries, readEntry, proveEntry } = ledger;
  const attributeSales = new AttributeSales(
    attribution.attributeOrders,
    programs.find,
    programs.versionAt,
    ledger.readAssets,
  );
  const priceOrders = new PriceOrders(
    attributeSales,
    commissions,
    conversions,
    paths,
    readBalances,
    postEntries,
    told,
    clock,
  );
  const reverseRefunds = new ReverseRefunds(commissions, conversions, postEntries, told, clock);
  const list = new ListCommissions(new CommissionViewStore(db.database));
  return {
    applyOrderEvents: new ApplyOrderEvents(priceOrders, reverseRefunds, commissions, conversions),
    mature: new MatureCommissions(db.unitOfWork, conversions, postEntries, told, clock),
    choosePath: new ChoosePath(paths, clock),
    offsetDoublePayments: new OffsetDoublePayments(paths, conversions, reverseRefunds, clock),
    reviewLinks: new ReviewLinks(reviews),
    foreseeReview: new ForeseeReview(reviews),
    promote: new PromoteUnfunded(db.unitOfWork, conversions, readBalances, postEntries, told, clock),
    list,
    buildReceipt: new BuildReceipt(list, programs.versionAt, readEntry, proveEntry),
    summarise: new SummariseEarnings(readBalances),
    check: new CheckCommissions(db.unitOfWork, readBalances),
  };
}

function anOrder(
  clock: FixedClock,
  externalId: string,
  lines: readonly Partial<LineDraft>[],
  values: Partial<OrderDraft>,
): OrderDraft {
  const line = {
    sku: 'lamp',
    category: 'home/lighting',
    quantity: 1n,
    unitPrice: 1_000n as Minor,
    discount: 0n as Minor,
  };
  return {
    externalId,
    currency: asset('GBP/2'),
    customerRef: 'customer',
    placedAt: (clock.now() - 1_000) as EpochMs,
    lines: lines.map((given) => ({ ...line, ...given })),
    ...values,
  };
}
