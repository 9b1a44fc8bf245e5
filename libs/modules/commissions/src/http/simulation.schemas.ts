import { z } from 'zod';
import { instant, money, publicIdSchema } from '#platform/http';
import { MOST_DAYS, MOST_LINES, MOST_PARTNERS } from '../use-cases/simulate-rules/simulate-rules.ts';

/** Id of a program in a path. */
export const programId = publicIdSchema<'Program'>('prog');

const rate = z.strictObject({
  category: z.string().max(200),
  tier: z.string().max(50),
  bps: z.int().min(0).max(10_000),
});

/** `POST /v1/programs/:id/simulate`. */
export const SimulationQuery = z
  .strictObject({
    table: z.array(rate).min(1).max(2000).meta({ description: 'The draft, as a rule version would have it.' }),
    days: z.int().min(1).max(MOST_DAYS).default(30).meta({ description: 'How far back, in days of 24 h.' }),
  })
  .meta({ id: 'SimulationRequest' });

const signedMoney = z.object({ amount: z.string().regex(/^-?\d+$/), asset: z.string() });
const side = z.object({ partners: z.int(), amount: money });
const figures = { now: money, draft: money, diff: signedMoney };

/** What a draft would have paid. */
export const SimulationBody = z
  .object({
    program: programId,
    from: instant,
    to: instant,
    in_force: z.int().nullable().meta({ description: 'Version that `now` is priced by; null where none is in force.' }),
    orders: z.int().meta({ description: 'Orders of the merchant that were looked at.' }),
    lines: z
      .int()
      .meta({ description: 'Lines of those that partners of the program brought, priced under both rules.' }),
    lines_cap: z.literal(MOST_LINES),
    is_capped: z.boolean().meta({ description: 'Older orders of the period were left out: there are too many lines.' }),
    commissions: z
      .object({ ...figures, gaining: side, losing: side })
      .meta({ description: 'What partners earn, refunds taken off. `diff` = `draft` − `now`.' }),
    fees: z.object(figures).meta({ description: "The platform's fee, paid by the merchant on top." }),
    partners: z
      .array(
        z.object({ partner: publicIdSchema<'Organisation'>('org'), name: z.string(), orders: z.int(), ...figures }),
      )
      .meta({ description: `Whom it moves most first, ${MOST_PARTNERS} at most.` }),
    notice: z.object({
      is_cut: z.boolean().meta({ description: 'Whether somebody could earn less than under the newest version.' }),
      days: z.int(),
      earliest_from: instant.meta({ description: 'When the draft could start, if it were published now.' }),
    }),
  })
  .meta({ id: 'Simulation' });
