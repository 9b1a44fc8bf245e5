import { z } from 'zod';

/** The topic of this module; its key is the program's id, so that versions come in order. */
export const PROGRAMS_TOPIC = 'programs';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const table = z.array(z.object({ category: z.string(), tier: z.string(), bps: z.int().min(0).max(10_000) }));

/** A rule version was published. `rules_hash` is the SHA-256 of its canonical terms, as noted in the log. */
export const RuleVersionPublishedV1 = z.object({
  event: z.literal('programs.rule_version_published.v1'),
  rule_version: z.object({
    program_id: uuid,
    merchant_id: uuid,
    settlement_asset: z.string(),
    version: z.int().positive(),
    from: z.iso.datetime(),
    notice_days: z.int().min(0),
    rules_hash: z.string().regex(/^[0-9a-f]{64}$/),
    table,
    /** The table of the version before; null for the first. */
    before: table.nullable(),
  }),
});
export type RuleVersionPublishedV1 = z.infer<typeof RuleVersionPublishedV1>;

/** Every event of the topic. */
export const ProgramsEvent = z.discriminatedUnion('event', [RuleVersionPublishedV1]);
export type ProgramsEvent = z.infer<typeof ProgramsEvent>;
