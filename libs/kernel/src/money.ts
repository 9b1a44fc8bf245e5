import { assert } from './assert.ts';
import type { Brand } from './brand.ts';
import { InvalidInput } from './errors.ts';

/** Count of an asset's smallest book unit: pence for `GBP/2`. Never negative, never a float. */
export type Minor = Brand<bigint, 'Minor'>;

/** Asset code and book decimals, e.g. `GBPT/2`; at most 8 decimals. Amounts of two assets are never added. */
export type Asset = Brand<string, 'Asset'>;

/** An amount with its unit. */
export type Money = { readonly amount: Minor; readonly asset: Asset };

/** A rate in 1/10,000: 250 is 2.5 %. */
export type Bps = Brand<number, 'Bps'>;

/** The largest amount that `int8` holds. */
export const MAX_MINOR = (1n << 63n) - 1n;

/** 10,000 basis points are the whole. */
export const BPS_WHOLE = 10_000n;

const ASSET_PATTERN = /^[A-Z][A-Z0-9]{1,11}\/[0-8]$/;
const MINOR_PATTERN = /^(0|[1-9][0-9]{0,18})$/;

/** Marks `amount` as minor units. @throws {Bug} below zero or above what `int8` holds. */
export function minor(amount: bigint): Minor {
  assert(amount >= 0n && amount <= MAX_MINOR, `${amount} is not an amount of minor units`);
  return amount as Minor;
}

/** Reads a decimal string of minor units, as JSON carries it. @throws {InvalidInput} for anything else. */
export function parseMinor(text: string): Minor {
  const amount = MINOR_PATTERN.test(text) ? BigInt(text) : -1n;
  if (amount < 0n || amount > MAX_MINOR) throw new InvalidInput('amount', `${text} is not a count of minor units`);
  return amount as Minor;
}

/** Whether `text` is an asset such as `GBPT/2`. */
export function isAsset(text: string): text is Asset {
  return ASSET_PATTERN.test(text);
}

/** Marks `text` as an asset. @throws {InvalidInput} when it is not like `GBPT/2`. */
export function asset(text: string): Asset {
  if (!isAsset(text)) throw new InvalidInput('asset', `${text} is not an asset such as GBPT/2`);
  return text;
}

/** Number of book decimals of `of`: 2 for `GBPT/2`. */
export function decimalsOf(of: Asset): number {
  return of.charCodeAt(of.length - 1) - 48;
}

/** `12345` of `GBPT/2` as `123.45`, for people; no grouping, no currency sign. */
export function formatMinor(amount: bigint, of: Asset): string {
  const decimals = decimalsOf(of);
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Marks `rate` as basis points. @throws {InvalidInput} outside 0 … 10,000 or not whole. */
export function bps(rate: number): Bps {
  if (!Number.isInteger(rate) || rate < 0 || rate > 10_000) {
    throw new InvalidInput('bps', `${rate} is not a rate of 0 to 10,000 basis points`);
  }
  return rate as Bps;
}

/** floor(a × b / divisor), exact at any size. The remainder stays with the caller's named place. */
export function mulDivFloor(a: bigint, b: bigint, divisor: bigint): bigint {
  assert(a >= 0n && b >= 0n && divisor > 0n, 'mulDivFloor takes a, b >= 0 and divisor > 0');
  return (a * b) / divisor;
}

/** floor(amount × rate / 10,000): the arithmetic that contracts/ repeat bit for bit. */
export function bpsOf(amount: Minor, rate: Bps): Minor {
  return minor(mulDivFloor(amount, BigInt(rate), BPS_WHOLE));
}

/**
 * Splits `total` in proportion to `weights`. The parts always add up to `total`:
 * each is rounded down, then one unit each goes to the largest remainders (ties: lowest index).
 * @throws {Bug} for a negative total or weight, or weights that add up to nothing.
 */
export function allocate(total: Minor, weights: readonly bigint[]): Minor[] {
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
  assert(total >= 0n && weightSum > 0n, 'total must be >= 0 and the weights must add up to more than 0');
  assert(
    weights.every((weight) => weight >= 0n),
    'a weight must not be negative',
  );
  const parts = weights.map((weight) => (total * weight) / weightSum);
  let left = total - parts.reduce((sum, part) => sum + part, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % weightSum }))
    .toSorted((a, b) => compareBigints(b.remainder, a.remainder) || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map(minor);
}

/** Order of two bigints, for `sort`. */
export function compareBigints(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
