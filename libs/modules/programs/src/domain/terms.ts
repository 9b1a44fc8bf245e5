import { type Bps, type EpochMs, type Id, canonicalJson, formatInstant, sha256 } from '#kernel';
import type { RateTable } from './rate-table.ts';

/** The canonical terms of a rule version: every value that pricing uses, in the members' published names. */
export type RuleTerms = {
  readonly program: string;
  readonly version: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly from: string;
  readonly table: readonly { readonly category: string; readonly tier: string; readonly bps: number }[];
  readonly maturation_days: number;
  readonly fee_bps: number;
  /** The creator's share of an ad beside a post that tags this program; left out where it is nothing. */
  readonly ad_share_bps?: number;
};

/** Topic of the note that fixes a rule version's hash in the log. */
export const RULE_VERSION_TOPIC = 'programs.rule_version';

/** The terms of one version. */
export function ruleTerms(of: {
  readonly programId: Id<'Program'>;
  readonly version: number;
  readonly from: EpochMs;
  readonly table: RateTable;
  readonly maturationDays: number;
  readonly feeBps: Bps;
  readonly adShareBps?: Bps | undefined;
}): RuleTerms {
  return {
    program: of.programId,
    version: of.version,
    from: formatInstant(of.from),
    table: of.table.map(({ category, tier, bps }) => ({ category, tier, bps })),
    maturation_days: of.maturationDays,
    fee_bps: of.feeBps,
    ...(of.adShareBps === undefined || of.adShareBps === 0 ? {} : { ad_share_bps: of.adShareBps }),
  };
}

/** RFC 8785 text of `terms`; its SHA-256 over UTF-8 is the rule version's hash. */
export function canonicalTerms(terms: RuleTerms): { readonly text: string; readonly hash: Buffer } {
  const text = canonicalJson(terms);
  return { text, hash: sha256(text) };
}
