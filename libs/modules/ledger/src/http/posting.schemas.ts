import { z } from 'zod';
import { type Json, MAX_MINOR, type Minor } from '#kernel';
import { assetSchema, instant, money, publicIdSchema } from '#platform/http';
import { pathParam, position } from './ledger.schemas.ts';

/** Most entries of one request, and most transfers of them all: what one transaction takes. */
const [MOST_ENTRIES, MOST_TRANSFERS] = [1_000, 8_190];
/** Longest metadata of an entry, characters of its JSON. */
const LONGEST_METADATA = 8_192;

const amount = z
  .codec(
    z
      .string()
      .max(19)
      .regex(/^[1-9][0-9]*$/, 'must be minor units above zero, as a string'),
    z.bigint(),
    {
      decode: (text) => BigInt(text),
      encode: String,
    },
  )
  .refine((value) => value <= MAX_MINOR, 'is more than an amount can be')
  .transform((value) => value as Minor)
  .meta({ description: 'Minor units of the entry’s asset.', examples: ['12345'] });
const facts = z.string().regex(/^[0-9a-f]{64}$/, 'must be 32 bytes in lower-case hex');
const sides = { debit: pathParam, credit: pathParam };
const metadata = z
  .record(z.string().max(100), z.json())
  .refine((value) => JSON.stringify(value).length <= LONGEST_METADATA, `is longer than ${LONGEST_METADATA} characters`)
  .refine((value) => !Object.hasOwn(value, 'posted_by'), 'posted_by is set by us')
  .transform((value) => value as { readonly [key: string]: Json })
  .meta({ description: 'What it is about; its hash stays for ever, so no personal data. `posted_by` is added by us.' });

/** One transfer that is asked for. */
const NewTransfer = z.strictObject({
  kind: z.enum(['post', 'hold', 'capture', 'void', 'reversal']).default('post'),
  ...sides,
  amount,
  up_to: z.boolean().default(false).meta({ description: 'Book min(amount, what the limits leave).' }),
  rest: z.strictObject(sides).optional().meta({ description: 'Where the part goes that `up_to` could not book.' }),
  refers_to: position.optional().meta({ description: 'Log position of the original or of the hold.' }),
  facts: facts.optional(),
});
/** Where an asset is split by region: whose book it is. */
const region = z
  .string()
  .max(32)
  .optional()
  .meta({ description: 'Where books of an asset are split by region: the one to book in.', examples: ['uk'] });
/** An entry’s id: made by the caller, the same for a retry. */
const entryId = publicIdSchema<'Entry'>('en');
const NewEntry = z.strictObject({
  id: entryId,
  asset: assetSchema,
  effective_at: instant,
  metadata,
  transfers: z.array(NewTransfer).min(1).max(MOST_TRANSFERS),
});
/** Entries to book, each by itself. */
export const NewEntries = z
  .strictObject({ entries: z.array(NewEntry).min(1).max(MOST_ENTRIES), region })
  .refine(
    ({ entries }) => entries.reduce((sum, { transfers }) => sum + transfers.length, 0) <= MOST_TRANSFERS,
    `more than ${MOST_TRANSFERS} transfers`,
  )
  .meta({ id: 'NewEntries' });

const book = z
  .string()
  .meta({ description: 'The book of its asset: log positions count in it alone.', examples: ['main'] });
const Posted = z.object({
  outcome: z.literal('posted'),
  id: entryId,
  book,
  replayed: z.boolean().meta({ description: 'An earlier call booked it.' }),
  recorded_at: instant,
  content_hash: z.string(),
  transfers: z.array(
    z.object({ seq: position, kind: z.string(), debit: z.string(), credit: z.string(), amount: money }),
  ),
});
const Refused = z.object({
  outcome: z.literal('refused'),
  id: entryId,
  book,
  code: z.string().meta({ examples: ['ledger.insufficient_funds'] }),
  detail: z.string(),
  details: z.record(z.string(), z.unknown()),
});
/** What became of each entry, in the order in which they were sent. */
export const EntryResults = z.object({ results: z.array(z.union([Posted, Refused])) }).meta({ id: 'EntryResults' });

/** A hold to place. */
export const NewHold = z
  .strictObject({
    id: entryId,
    asset: assetSchema,
    ...sides,
    amount,
    effective_at: instant.optional(),
    metadata: metadata.default({}),
    region,
  })
  .meta({ id: 'NewHold' });
/** The part of a hold to take; all of it unless said. */
export const NewCapture = z
  .strictObject({ id: entryId, amount: amount.optional(), effective_at: instant.optional() })
  .meta({ id: 'NewCapture' });
/** Giving a hold up. */
export const NewVoid = z.strictObject({ id: entryId, effective_at: instant.optional() }).meta({ id: 'NewVoid' });
/** The log position of a hold. */
export const HoldParams = z.object({ seq: position });
/** A hold as it is now. */
export const HoldBody = z
  .object({ book, seq: position, debit: z.string(), credit: z.string(), amount: money, is_open: z.boolean() })
  .meta({ id: 'Hold' });
