import type { Asset, Bps, EpochMs, Id } from '#kernel';
import { type RateTable } from './rate-table.ts';
import type { RuleTerms } from './terms.ts';

/** A merchant's offer to partners. Its settings never change; what it pays is in its rule versions. */
export type Program = {
  readonly id: Id<'Program'>;
  readonly merchantId: Id<'Organisation'>;
  readonly name: string;
  /** Asset that commissions are booked in, e.g. `GBPT/2`. */
  readonly settlementAsset: Asset;
  /** Days of 24 h from the order until its commission is payable. */
  readonly maturationDays: number;
  /** Platform's fee on each commission, paid by the merchant on top. */
  readonly feeBps: Bps;
  /** Days of 24 h that a click counts. */
  readonly attributionWindowDays: number;
  /** Days of 24 h that a cut is announced before it takes effect. */
  readonly noticeDays: number;
  readonly createdAt: EpochMs;
};

/** Immutable, priced terms of a program, in force from `from` until the next version's `from`. */
export type RuleVersion = {
  readonly id: Id<'RuleVersion'>;
  readonly programId: Id<'Program'>;
  /** 1, 2, 3 … */
  readonly version: number;
  readonly from: EpochMs;
  readonly table: RateTable;
  readonly maturationDays: number;
  readonly feeBps: Bps;
  /** Creator's share of what an ad beside a post that tags this program costs. */
  readonly adShareBps: Bps;
  /** Everything above that pricing uses, as it was hashed. */
  readonly terms: RuleTerms;
  /** SHA-256 of the canonical terms, lower-case hex. */
  readonly hash: string;
  /** Log position of the note with this hash. */
  readonly noteSeq: bigint;
  readonly publishedAt: EpochMs;
};

/** A partner in a program at a tier, from `from` until `to` (exclusive; undefined while it has no end). */
export type Enrolment = {
  readonly id: Id<'Enrolment'>;
  readonly programId: Id<'Program'>;
  readonly partnerId: Id<'Organisation'>;
  readonly tier: string;
  readonly from: EpochMs;
  readonly to: EpochMs | undefined;
};

/** The one of `versions` (of one program, any order) that is in force at `at`; undefined before the first. */
export function versionAt<Version extends { readonly from: EpochMs }>(
  versions: readonly Version[],
  at: EpochMs,
): Version | undefined {
  let found: Version | undefined;
  for (const version of versions) {
    if (version.from <= at && (found === undefined || version.from > found.from)) found = version;
  }
  return found;
}
