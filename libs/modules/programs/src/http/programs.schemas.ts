import { z } from 'zod';
import { PageQuery, assetSchema, instant, pageSchema, publicIdSchema } from '#platform/http';

const organisationId = publicIdSchema<'Organisation'>('org');
const days = (least: number): z.ZodInt => z.int().min(least).max(365);
const bps = z.int().min(0).max(10_000).meta({ description: 'Basis points: 250 is 2.5 %.' });

/** Id of a program in a path. */
export const programId = publicIdSchema<'Program'>('prog');

/** `POST /v1/programs`. */
export const NewProgramBody = z
  .strictObject({
    merchant: organisationId.optional().meta({ description: 'Finance names the merchant; a merchant is its own.' }),
    name: z.string().min(1).max(200),
    settlement_asset: assetSchema,
    maturation_days: days(0).optional(),
    fee_bps: bps.optional(),
    attribution_window_days: days(1).optional(),
    notice_days: days(0).optional(),
  })
  .meta({ id: 'NewProgram' });
/** A program on the wire. */
export const ProgramView = z
  .object({
    id: programId,
    merchant: organisationId,
    name: z.string(),
    settlement_asset: z.string(),
    maturation_days: z.int(),
    fee_bps: bps,
    attribution_window_days: z.int(),
    notice_days: z.int(),
    created_at: instant,
  })
  .meta({ id: 'Program' });
/** One page of programs. */
export const ProgramPage = pageSchema('ProgramPage', ProgramView);
/** Paging of `GET /v1/programs`. */
export const ProgramQuery = PageQuery;

const rate = z
  .strictObject({
    category: z
      .string()
      .max(200)
      .meta({ examples: ['home/decor', '*'] }),
    tier: z
      .string()
      .max(50)
      .meta({ examples: ['gold', '*'] }),
    bps,
  })
  .meta({ id: 'Rate', description: 'The deepest category counts first, then a named tier before *.' });

/** `POST /v1/programs/:id/rule-versions`. */
export const NewRuleVersionBody = z
  .strictObject({
    from: instant.optional().meta({ description: 'A few seconds from now when left out.' }),
    table: z.array(rate).min(1).max(2000),
    ad_share_bps: bps.optional().meta({
      description:
        'Creators’ share of ads beside posts that tag this program. As before when left out; finance alone changes it.',
    }),
  })
  .meta({ id: 'NewRuleVersion' });
/** A rule version on the wire. */
export const RuleVersionView = z
  .object({
    id: publicIdSchema<'RuleVersion'>('rv'),
    program: programId,
    version: z.int(),
    from: instant,
    published_at: instant,
    table: z.array(rate),
    maturation_days: z.int(),
    fee_bps: bps,
    ad_share_bps: bps,
    hash: z.string().meta({ description: 'SHA-256 (hex) of the canonical terms, RFC 8785.' }),
    note_seq: z.string().meta({ description: "Position of that hash in the ledger's log." }),
    terms: z.record(z.string(), z.unknown()).meta({ description: 'The terms that were hashed.' }),
  })
  .meta({ id: 'RuleVersion' });
/** All versions of a program. */
export const RuleVersionList = z.object({ items: z.array(RuleVersionView) }).meta({ id: 'RuleVersionList' });

/** `POST /v1/programs/:id/enrolments`. */
export const NewEnrolmentBody = z
  .strictObject({
    partner: organisationId,
    tier: z.string().min(1).max(50),
    from: instant.optional().meta({ description: 'Now when left out.' }),
  })
  .meta({ id: 'NewEnrolment' });
/** An enrolment on the wire. */
export const EnrolmentView = z
  .object({
    id: publicIdSchema<'Enrolment'>('enr'),
    program: programId,
    partner: organisationId,
    tier: z.string(),
    from: instant,
    to: instant.nullable(),
  })
  .meta({ id: 'Enrolment' });
/** One page of enrolments. */
export const EnrolmentPage = pageSchema('EnrolmentPage', EnrolmentView);
