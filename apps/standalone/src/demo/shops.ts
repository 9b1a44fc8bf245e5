import { asset, DAY_MS, type EpochMs, type Minor, minor } from '#kernel';
import type { ShopPlan } from '#modules/commissions';
import type { RetailShape } from '#modules/orders';
import { INFLUENCERS } from './people.ts';

/** The asset that the demo pays in. */
export const SETTLEMENT = asset('GBPT/2');
/** The currency that its shops sell in. */
export const CURRENCY = asset('GBP/2');

const PARTNERS = 50;
const TIERS = ['standard', 'silver', 'gold'] as const;

/** A shop of the demo: how it pays, what it deposits, how busy it is. */
export type DemoShop = {
  readonly plan: ShopPlan;
  readonly deposit: Minor;
  readonly shape: RetailShape;
  /** Share of its sales that influencers brought. */
  readonly share: string;
};

/** The three shops, with `days` of history that ends where `today` begins. */
export function demoShops(today: EpochMs, days: number): DemoShop[] {
  const from = (today - days * DAY_MS) as EpochMs;
  const shop = (
    name: string,
    seed: number,
    invoicesPerDay: number,
    pounds: bigint,
    [first, last]: [number, number],
  ): DemoShop => ({
    plan: {
      name,
      url: `https://${name.toLowerCase().replace(/\W+/g, '-')}.example/`,
      settlementAsset: SETTLEMENT,
      maturationDays: 14,
      feeBps: 1_000,
      adShareBps: 3_000,
      table: TABLES[seed % TABLES.length] ?? [],
      from: (from - 30 * DAY_MS) as EpochMs,
      partners: partners().slice(first, last),
    },
    deposit: minor(pounds * 100n),
    share: '0.6',
    shape: { seed, from, days, invoicesPerDay, cancelled: 0.12, firstInvoice: seed * 100_000 },
  });
  return [
    shop('Aurora Home', 4, 20, 40_000n, [0, PARTNERS]),
    shop('Tern and Tide', 5, 14, 25_000n, [0, 25]),
    // Deposits less than its influencers earn: their latest sales wait for funding.
    shop('Paper Fox', 6, 8, 4_000n, [20, PARTNERS]),
  ];
}

function partners(): { name: string; tier: string }[] {
  return Array.from({ length: PARTNERS }, (_, index) => ({
    name: INFLUENCERS[index] ?? `Influencer ${index + 1}`,
    tier: TIERS[index % TIERS.length] ?? 'standard',
  }));
}

const TABLES: readonly ShopPlan['table'][] = [
  [
    { category: '*', tier: '*', bps: 500 },
    { category: '*', tier: 'gold', bps: 800 },
    { category: 'home/lighting', tier: '*', bps: 900 },
  ],
  [
    { category: '*', tier: '*', bps: 600 },
    { category: 'home', tier: '*', bps: 700 },
    { category: 'home', tier: 'gold', bps: 1_000 },
    { category: 'seasonal/christmas', tier: '*', bps: 1_200 },
  ],
  [
    { category: '*', tier: '*', bps: 450 },
    { category: 'fashion', tier: 'silver', bps: 900 },
    { category: 'stationery/paper', tier: '*', bps: 800 },
  ],
];
