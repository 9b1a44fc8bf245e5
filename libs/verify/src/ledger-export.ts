// The lines of an exported ledger, `provisio.ledger.v1`. README.md says what each holds.
import { BadInput } from './bad-input.ts';
import { accountPath, asset, hash32, i64, leafSide, optionalHash32, transferKind, u64, uuid } from './leaf.ts';
import {
  type Read,
  type Shape,
  decimal,
  flag,
  has,
  literal,
  nullable,
  object,
  objectWith,
  oneOf,
  some,
  text,
} from './shape.ts';

const MAX_MINOR = (1n << 63n) - 1n;
const amount = decimal(1n, MAX_MINOR);
const total = decimal(0n, MAX_MINOR);
const seq = decimal(1n, (1n << 64n) - 1n);

const account = object({
  path: accountPath,
  asset,
  natural_side: oneOf('debit', 'credit'),
  min_balance: nullable(decimal(-MAX_MINOR, MAX_MINOR)),
  owner: nullable(uuid),
});

const balance = object({
  path: accountPath,
  asset,
  debits: total,
  credits: total,
  pending_debits: total,
  pending_credits: total,
  account_seq: u64,
  last_seq: u64,
});

const booked = object({
  seq,
  transfer_kind: transferKind,
  amount,
  recorded_at: i64,
  refers_to: u64,
  facts: optionalHash32,
  debit: leafSide,
  credit: leafSide,
});

/** What was asked for; more members than these are kept, because the content hash is over all of them. */
const content = objectWith({
  asset,
  effective_at: i64,
  id: uuid,
  transfers: some(
    object({
      amount,
      credit: accountPath,
      debit: accountPath,
      facts: optionalHash32,
      kind: transferKind,
      refers_to: u64,
      rest: nullable(object({ credit: accountPath, debit: accountPath })),
      up_to: flag,
    }),
  ),
});

const oneLine = text(/^[^\n]{1,500}$/u, 'one line of 1 to 500 characters');

/** A note of topic `ledger.period`, with what is under its hash: who closed the books until when, or opened them again, and why. */
const period = object({
  seq,
  hash: hash32,
  recorded_at: i64,
  kind: oneOf('close', 'reopen'),
  until: nullable(i64),
  before: nullable(i64),
  by: oneLine,
  reason: oneLine,
});

const LINES = {
  ledger: object({
    ledger: object({
      format: literal('provisio.ledger.v1'),
      origin: text(/^\S+$/, 'a name without spaces'),
      public_key: text(/^\S+$/, 'a verifier key'),
      size: u64,
    }),
  }),
  account: object({ account }),
  entry: object({ entry: content, leaves: some(booked) }),
  note: object({
    note: object({ seq, topic: text(/^[\x21-\x7e]{1,32}$/, 'a topic'), hash: hash32, recorded_at: i64 }),
  }),
  period: object({ period }),
  checkpoint: object({ checkpoint: object({ size: u64, root: hash32, signed_note: text(/[^]/, 'a signed note') }) }),
  balance: object({ balance }),
  end: object({ end: object({ size: u64 }) }),
} as const;

/** An account as it was opened. */
export type ExportedAccount = Read<typeof account>;
/** What an account showed when the books were exported. */
export type ExportedBalance = Read<typeof balance>;
/** One transfer as the log holds it. */
export type ExportedLeaf = Read<typeof booked>;
/** A move of the books' closing. */
export type ExportedPeriod = Read<typeof period>;
/** What an entry asked for; `whole` is all of it, as it was hashed. */
export type ExportedContent = Read<typeof content>;

type Lines = typeof LINES;
/** A line that has its form. Nothing in it is believed yet. */
export type ExportLine = { [K in keyof Lines]: { readonly kind: K } & Read<Lines[K]> }[keyof Lines];

/** Reads one line. @throws {BadInput} naming the field. */
export function readExportLine(line: string): ExportLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new BadInput('line', 'is not JSON');
  }
  const kind = (Object.keys(LINES) as (keyof Lines)[]).find((name) => has(value, name));
  if (kind === undefined) throw new BadInput('line', `is none of ${Object.keys(LINES).join(', ')}`);
  return { kind, ...(LINES[kind] as Shape<object>)(value, '') } as ExportLine;
}
