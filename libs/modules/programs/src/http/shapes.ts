import { z } from 'zod';
import type { Enrolment, Program, RuleVersion } from '../domain/program.ts';
import { EnrolmentView, ProgramView, RuleVersionView } from './programs.schemas.ts';

/** A program on the wire. */
export function programShape(program: Program): unknown {
  return z.encode(ProgramView, {
    id: program.id,
    merchant: program.merchantId,
    name: program.name,
    settlement_asset: program.settlementAsset,
    maturation_days: program.maturationDays,
    fee_bps: program.feeBps,
    attribution_window_days: program.attributionWindowDays,
    notice_days: program.noticeDays,
    created_at: program.createdAt,
  });
}

/** A rule version on the wire. */
export function ruleVersionShape(version: RuleVersion): unknown {
  return z.encode(RuleVersionView, {
    id: version.id,
    program: version.programId,
    version: version.version,
    from: version.from,
    published_at: version.publishedAt,
    table: [...version.table],
    maturation_days: version.maturationDays,
    fee_bps: version.feeBps,
    ad_share_bps: version.adShareBps,
    hash: version.hash,
    note_seq: String(version.noteSeq),
    terms: { ...version.terms },
  });
}

/** An enrolment on the wire. */
export function enrolmentShape({ id, programId, partnerId, tier, from, to }: Enrolment): unknown {
  return z.encode(EnrolmentView, { id, program: programId, partner: partnerId, tier, from, to: to ?? null });
}
