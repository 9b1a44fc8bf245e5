import { type Asset, type Bps, type Id, epochMs } from '#kernel';
import type { Enrolment, Program, RuleVersion } from '../domain/program.ts';
import { rateTable } from '../domain/rate-table.ts';
import type { RuleTerms } from '../domain/terms.ts';

/** A row of programs.program. */
export type ProgramRow = {
  id: Id<'Program'>;
  merchant_id: Id<'Organisation'>;
  name: string;
  settlement_asset: Asset;
  maturation_days: number;
  fee_bps: Bps;
  attribution_window_days: number;
  notice_days: number;
  created_at: Date;
};

/** A row of programs.rule_version with its note. */
export type RuleVersionRow = {
  id: Id<'RuleVersion'>;
  program_id: Id<'Program'>;
  version: number;
  effective_from: Date;
  terms: string;
  hash: Buffer;
  published_at: Date;
  note_seq: bigint;
};

/** A row of programs.enrolment. */
export type EnrolmentRow = {
  id: Id<'Enrolment'>;
  program_id: Id<'Program'>;
  partner_id: Id<'Organisation'>;
  tier: string;
  effective_from: Date;
  effective_to: Date | null;
};

/** The program of a row. */
export function programOf(row: ProgramRow): Program {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    name: row.name,
    settlementAsset: row.settlement_asset,
    maturationDays: row.maturation_days,
    feeBps: row.fee_bps,
    attributionWindowDays: row.attribution_window_days,
    noticeDays: row.notice_days,
    createdAt: epochMs(row.created_at.getTime()),
  };
}

/** The rule version of a row; what it pays is read from the hashed terms and from nowhere else. */
export function ruleVersionOf(row: RuleVersionRow): RuleVersion {
  const terms = JSON.parse(row.terms) as RuleTerms;
  return {
    id: row.id,
    programId: row.program_id,
    version: row.version,
    from: epochMs(row.effective_from.getTime()),
    table: rateTable(terms.table),
    maturationDays: terms.maturation_days,
    feeBps: terms.fee_bps as Bps,
    adShareBps: (terms.ad_share_bps ?? 0) as Bps,
    terms,
    hash: row.hash.toString('hex'),
    noteSeq: row.note_seq,
    publishedAt: epochMs(row.published_at.getTime()),
  };
}

/** The enrolment of a row. */
export function enrolmentOf(row: EnrolmentRow): Enrolment {
  return {
    id: row.id,
    programId: row.program_id,
    partnerId: row.partner_id,
    tier: row.tier,
    from: epochMs(row.effective_from.getTime()),
    to: row.effective_to === null ? undefined : epochMs(row.effective_to.getTime()),
  };
}

/** The rule that PostgreSQL refused by; undefined for any other error. */
export function constraintOf(error: unknown): string | undefined {
  const constraint = error instanceof Error && 'constraint' in error ? error.constraint : undefined;
  return typeof constraint === 'string' ? constraint : undefined;
}
