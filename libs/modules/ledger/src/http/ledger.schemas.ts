import { z } from 'zod';
import { PageQuery, assetSchema, instant, money, pageSchema, publicIdSchema } from '#platform/http';
import { accountPath } from '../domain/account-path.ts';

const INT8 = /^(0|[1-9][0-9]{0,18})$/;
/** A hash on the wire. */
export const hex32 = z.string().meta({ description: '32 bytes in hex.' });

/** A log position or size: a decimal string on the wire, since it may exceed what a JSON number holds. */
export const position = z.codec(
  z
    .string()
    .regex(INT8, 'must be a whole number')
    .meta({ examples: ['41'] }),
  z.bigint(),
  {
    decode: (text) => BigInt(text),
    encode: String,
  },
);

/** A path that is well-formed; whether the account exists is another question. */
export const pathParam = z
  .string()
  .max(200)
  .refine((text) => /^[a-z]+(:[a-z0-9-]+)*$/.test(text), 'must be an account path')
  .transform(accountPath)
  .meta({ examples: ['platform:fees'] });

/** An amount that may be below zero. */
export const signedMoney = z.object({ amount: z.string().regex(/^-?\d+$/), asset: z.string() }).meta({
  id: 'SignedMoney',
  description: 'Minor units as a decimal string; below zero when the account is on its other side.',
});
const kind = z.enum(['asset', 'liability', 'equity', 'income', 'expense']);
/** A side of an account. */
export const side = z.enum(['debit', 'credit']);
/** What a transfer does. */
export const transferKind = z.enum(['post', 'hold', 'capture', 'void', 'reversal']);
const moment = {
  effective_at: instant.optional().meta({ description: 'Up to and including this moment by when things happened.' }),
  recorded_at: instant.optional().meta({ description: 'Up to and including this moment by when they were booked.' }),
};

/** Filters of the list of accounts. */
export const AccountsQuery = PageQuery.extend({
  prefix: z
    .string()
    .max(200)
    .regex(/^[a-z0-9:-]*$/, 'must be the start of an account path')
    .default(''),
  asset: assetSchema.optional(),
});
/** An account with its totals. */
export const AccountBody = z
  .object({
    path: z.string(),
    line: z.string().meta({ description: 'Line of the chart of accounts.' }),
    kind,
    natural_side: side,
    owner: publicIdSchema<'Organisation'>('org').nullable(),
    balance: signedMoney,
    debits: money,
    credits: money,
    transfers: position.meta({ description: 'Number of its transfers; they count 1, 2, 3 ….' }),
    last_seq: position.meta({ description: 'Log position of its last transfer, 0 before the first.' }),
    closed_at: instant.nullable(),
  })
  .meta({ id: 'Account' });
/** A page of accounts. */
export const AccountPage = pageSchema('AccountPage', AccountBody);

/** The asset of an account, and the moment. */
export const BalanceQuery = z.object({ asset: assetSchema, ...moment });
/** What an account had at a moment. */
export const BalanceBody = z
  .object({ path: z.string(), balance: signedMoney, debits: signedMoney, credits: signedMoney })
  .meta({ id: 'PastBalance' });

/** An entry’s public id. */
export const EntryId = publicIdSchema<'Entry'>('en');
/** Filters of the list of entries. */
export const EntriesQuery = PageQuery.extend({ account: pathParam.optional(), asset: assetSchema.optional() }).refine(
  ({ account, asset }) => (account === undefined) === (asset === undefined),
  'account and asset go together',
);
const TransferBody = z
  .object({
    seq: position,
    kind: transferKind,
    debit: z.string(),
    credit: z.string(),
    amount: money,
    refers_to: position.nullable().meta({ description: 'Log position of the original of a reversal.' }),
    facts: hex32.nullable(),
  })
  .meta({ id: 'Transfer' });
/** An entry as the caller may see it. */
export const EntryBody = z
  .object({
    id: EntryId,
    effective_at: instant,
    recorded_at: instant,
    content_hash: hex32,
    reason: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()).nullable().meta({ description: 'For finance only; null otherwise.' }),
    transfers: z.array(TransferBody).meta({ description: 'Those that touch an account of the caller.' }),
    is_whole: z.boolean().meta({ description: 'Whether these are all of them: then the caller may prove the entry.' }),
  })
  .meta({ id: 'Entry' });
/** A page of entries. */
export const EntryPage = pageSchema('EntryPage', EntryBody);
/** What was hashed of an entry, and its leaves, as the receipt bundle writes them. */
export const EntryProofBody = z
  .object({
    content: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What was hashed: SHA-256 of its RFC 8785 JSON is content_hash.' }),
    content_hash: hex32,
    leaves: z.array(z.record(z.string(), z.unknown())),
  })
  .meta({ id: 'EntryLeaves' });

/** A statement that proves itself; libs/verify has its exact shape. */
export const StatementBody = z
  .object({
    format: z.literal('provisio.statement.v1'),
    account: z.object({ path: z.string(), asset: z.string() }),
    transfers: z.array(z.record(z.string(), z.unknown())),
    log: z.record(z.string(), z.unknown()),
    anchor: z.record(z.string(), z.unknown()).nullable(),
    payout: z.record(z.string(), z.unknown()).nullable().meta({ description: 'By what a vault pays, if it does.' }),
    balances: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'Its place in the newest tree of all balances, if it has one.' }),
  })
  .meta({ id: 'Statement' });

/** The moment of a trial balance. */
export const TrialBalanceQuery = z.object(moment);
const totals = {
  line: z.string(),
  kind,
  natural_side: side,
  balance: signedMoney,
  debits: signedMoney,
  credits: signedMoney,
};
/** A trial balance. */
export const TrialBalanceBody = z
  .object({
    seq: position.meta({ description: 'Size of the log when it was read.' }),
    assets: z.array(
      z.object({
        asset: z.string(),
        debits: signedMoney,
        credits: signedMoney,
        lines: z.array(z.object({ ...totals, accounts: position })),
      }),
    ),
  })
  .meta({ id: 'TrialBalance' });
/** The moment, and a line of the chart. */
export const TrialBalanceAccountsQuery = PageQuery.extend({ ...moment, line: z.string().max(40).optional() });
/** A page of the accounts behind a trial balance. */
export const TrialBalanceAccountPage = pageSchema(
  'TrialBalanceAccountPage',
  z.object({ path: z.string(), ...totals }).meta({ id: 'TrialBalanceAccount' }),
);

/** A signed head of the log. */
export const CheckpointBody = z
  .object({
    origin: z.string(),
    size: position,
    root: hex32,
    checkpoint: z.string().meta({ description: 'C2SP signed note.' }),
    public_key: z.string().meta({ description: 'Verifier key of the signed note.' }),
    signed_at: instant,
  })
  .meta({ id: 'Checkpoint' });
/** Which leaves to prove in which tree. */
export const InclusionQuery = z.object({
  seqs: z
    .string()
    .max(2_000)
    .regex(/^[1-9][0-9]{0,18}(,[1-9][0-9]{0,18}){0,99}$/, 'must be 1 to 100 log positions with commas between')
    .transform((text) => text.split(',').map(BigInt))
    .meta({ examples: ['41,42'] }),
  size: position.optional(),
});
/** Inclusion proofs. */
export const InclusionBody = z
  .object({
    size: position,
    inclusion: z
      .record(z.string(), z.array(hex32))
      .meta({ description: 'Path from each leaf upwards, by log position.' }),
  })
  .meta({ id: 'InclusionProofs' });
/** Two sizes of the log. */
export const ConsistencyQuery = z.object({ from: position, to: position.optional() });
/** A consistency proof. */
export const ConsistencyBody = z.object({ proof: z.array(hex32) }).meta({ id: 'ConsistencyProof' });
