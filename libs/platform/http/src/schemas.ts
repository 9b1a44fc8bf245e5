import { z } from 'zod';
import {
  type Asset,
  DomainError,
  type EpochMs,
  type Id,
  type Money,
  asset,
  formatInstant,
  parseInstant,
  parseMinor,
  parsePublicId,
  publicId,
} from '#kernel';

type Context = { issues: { push(issue: { code: 'custom'; message: string; input: unknown }): unknown } };

/** Runs a parser of the kernel inside a schema: its refusal becomes an issue of that field. */
function reading<In, Out>(parse: (value: In) => Out): (value: In, context: Context) => Out {
  return (value, context) => {
    try {
      return parse(value);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      context.issues.push({ code: 'custom', message: error.message, input: value });
      return z.NEVER;
    }
  };
}

const isAnything = (): true => true;

/** An asset such as `GBPT/2`. */
export const assetSchema = z.codec(
  z
    .string()
    .max(20)
    .meta({ examples: ['GBP/2'], description: 'Asset code and decimal places.' }),
  z.custom<Asset>(isAnything),
  {
    decode: reading(asset),
    encode: (of) => of,
  },
);

/** `{ "amount": "12345", "asset": "GBPT/2" }` ⇄ `Money`: minor units as a decimal string, never negative. */
export const money = z
  .codec(
    z.strictObject({
      amount: z
        .string()
        .max(20)
        .regex(/^\d+$/, 'must be a whole number of minor units, as a string')
        .meta({ examples: ['12345'] }),
      asset: z
        .string()
        .max(20)
        .meta({ examples: ['GBPT/2'] }),
    }),
    z.custom<Money>(isAnything),
    {
      decode: reading((wire: { amount: string; asset: string }): Money => ({
        amount: parseMinor(wire.amount),
        asset: asset(wire.asset),
      })),
      encode: ({ amount, asset: of }) => ({ amount: String(amount), asset: of as string }),
    },
  )
  .meta({ id: 'Money', description: 'Minor units of an asset as a decimal string: 12345 of GBP/2 are £123.45.' });

/** `or_01h…` ⇄ the uuid inside. */
export function publicIdSchema<Kind extends string>(
  prefix: string,
): z.ZodCodec<z.ZodString, z.ZodCustom<Id<Kind>, Id<Kind>>> {
  const wire = z
    .string()
    .max(64)
    .meta({ description: `Id with prefix ${prefix}_.`, examples: [`${prefix}_01k5sz4vq8e6zr0c7n3m1t9xab`] });
  return z.codec(wire, z.custom<Id<Kind>>(isAnything), {
    decode: reading((text: string) => parsePublicId<Kind>(prefix, text)),
    encode: (id) => publicId(prefix, id),
  });
}

/** RFC 3339 with an offset ⇄ `EpochMs`; written in UTC with milliseconds. */
export const instant = z.codec(
  z
    .string()
    .max(40)
    .meta({ format: 'date-time', examples: ['2026-03-01T12:00:00.000Z'] }),
  z.custom<EpochMs>(isAnything),
  {
    decode: reading(parseInstant),
    encode: formatInstant,
  },
);

/** `?limit=&cursor=` of every list; extend it with the list's own filters. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1024).optional(),
});

/** A list's answer. `next_cursor` is null on the last page. */
export function pageSchema<Item extends z.ZodType>(name: string, item: Item) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() }).meta({ id: name });
}
