export { runAuction, tieOf } from './domain/auction.ts';
export { Market } from './domain/market.ts';
export { PlainAuction, type PlainWinner, matchingAds } from './testing/brute-force.ts';
export { FEW_WORDS, MANY_WORDS, type Words, aSnapshot, someAd, someRequest } from './testing/some-ads.ts';
export { aBillingProcess, type BillingLog } from './testing/a-billing-process.ts';
export { type PaidMarket, type SentEvent, aPaidMarket } from './testing/a-paid-market.ts';
