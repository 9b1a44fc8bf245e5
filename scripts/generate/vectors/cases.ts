// Single leaves at the edges of the format, and facts. Nothing here has to make sense as bookkeeping.
import type { FactsVector, LeafVector, SideVector, TransferVector } from './oracle.ts';

const MAX_U64 = '18446744073709551615';
const MAX_I64 = '9223372036854775807';
const MIN_I64 = '-9223372036854775808';
const ENTRY = '018f6a2e-7c00-7000-8000-00000000e001';
const PAYEE = 'payee:018f6a2e-7c00-7000-8000-0000000000a1';
const MERCHANT = 'org:018f6a2e-7c00-7000-8000-0000000000b1';

const side = (path: string, seq: string, prev: string, credits: string, debits: string): SideVector => ({
  path,
  account_seq: seq,
  prev_seq: prev,
  credits_after: credits,
  debits_after: debits,
});
const ZERO = side('suspense', '0', '0', '0', '0');
const FULL = side('platform:fees', MAX_U64, MAX_U64, MAX_U64, MAX_U64);

const USUAL: TransferVector = {
  kind: 'transfer',
  seq: '41',
  entry: ENTRY,
  transfer_kind: 'post',
  amount: '499',
  asset: 'GBPT/2',
  effective_at: '1700000000000',
  recorded_at: '1700000000123',
  refers_to: '0',
  facts: '',
  content_hash: '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',
  debit: side(`${MERCHANT}:prepaid`, '7', '39', '100000', '5499'),
  credit: side(`${PAYEE}:pending`, '1', '0', '499', '0'),
};
const usual = (changes: Partial<TransferVector>): TransferVector => ({ ...USUAL, ...changes });

/** Named leaves; some hold more than a PostgreSQL `int8` and can only be made by a program. */
export const LEAVES: readonly { name: string; leaf: LeafVector }[] = [
  { name: 'a usual post', leaf: USUAL },
  {
    name: 'every number zero',
    leaf: {
      ...USUAL,
      seq: '0',
      entry: '00000000-0000-0000-0000-000000000000',
      amount: '0',
      effective_at: '0',
      recorded_at: '0',
      content_hash: '0'.repeat(64),
      debit: ZERO,
      credit: ZERO,
    },
  },
  {
    name: 'every number at its maximum',
    leaf: {
      ...USUAL,
      seq: MAX_U64,
      entry: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      transfer_kind: 'reversal',
      amount: MAX_U64,
      effective_at: MAX_I64,
      recorded_at: MAX_I64,
      refers_to: MAX_U64,
      facts: 'f'.repeat(64),
      content_hash: 'f'.repeat(64),
      debit: FULL,
      credit: FULL,
    },
  },
  { name: 'the largest amount that int8 holds', leaf: usual({ amount: MAX_I64 }) },
  { name: 'an amount of one', leaf: usual({ amount: '1' }) },
  { name: 'effective one millisecond before 1970', leaf: usual({ effective_at: '-1' }) },
  { name: 'effective in 1901', leaf: usual({ effective_at: '-2147483648001' }) },
  { name: 'effective at the lowest int8', leaf: usual({ effective_at: MIN_I64 }) },
  { name: 'recorded long after it was effective', leaf: usual({ effective_at: '1291192200000' }) },
  { name: 'a hold', leaf: usual({ transfer_kind: 'hold' }) },
  { name: 'a capture of the hold at 41', leaf: usual({ transfer_kind: 'capture', seq: '42', refers_to: '41' }) },
  { name: 'a void of the hold at 41', leaf: usual({ transfer_kind: 'void', seq: '42', refers_to: '41' }) },
  {
    name: 'a reversal of the post at 41, out of the state where the money is now',
    leaf: usual({
      transfer_kind: 'reversal',
      seq: '57',
      amount: '250',
      refers_to: '41',
      debit: side(`${PAYEE}:payable`, '3', '52', '499', '250'),
      credit: side(`${MERCHANT}:prepaid`, '8', '41', '100250', '5499'),
    }),
  },
  { name: 'with facts', leaf: usual({ facts: 'a3f1'.repeat(16) }) },
  { name: 'facts that start with zero bytes', leaf: usual({ facts: `${'00'.repeat(31)}01` }) },
  { name: 'a content hash that starts with zero bytes', leaf: usual({ content_hash: `0000${'9c'.repeat(30)}` }) },
  {
    name: 'the same accounts again in one entry, row 1 of 2',
    leaf: usual({
      seq: '60',
      amount: '153',
      debit: side(`${MERCHANT}:prepaid`, '9', '57', '100250', '5652'),
      credit: side('platform:fees', '4', '38', '153', '0'),
    }),
  },
  {
    name: 'the same accounts again in one entry, row 2 of 2: the running values advance row by row',
    leaf: usual({
      seq: '61',
      amount: '15',
      debit: side(`${MERCHANT}:prepaid`, '10', '60', '100250', '5667'),
      credit: side('platform:fees', '5', '60', '168', '0'),
    }),
  },
  {
    name: 'the first transfer of both accounts',
    leaf: usual({
      seq: '1',
      debit: side('custody:chain:31337:5fbdb2315678afecb367f032d93f642f64180aa3', '1', '0', '0', '499'),
      credit: side(`${MERCHANT}:prepaid`, '1', '0', '499', '0'),
    }),
  },
  {
    name: 'long paths',
    leaf: usual({
      debit: side(`${PAYEE}:settling:31337-5fbdb2315678afecb367f032d93f642f64180aa3`, '2', '40', '499', '0'),
      credit: side(`custody:settler:${'0123456789abcdef-'.repeat(16)}end`, '3', '12', '999', '1'),
    }),
  },
  { name: 'the longest asset', leaf: usual({ asset: 'ABCDEFGHIJ12/8' }) },
  { name: 'the shortest asset', leaf: usual({ asset: 'XY/0' }) },
  {
    name: 'a note of a rule version',
    leaf: {
      kind: 'note',
      seq: '17',
      topic: 'programs.rule_version',
      hash: '4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce',
      recorded_at: '1699999999999',
    },
  },
  {
    name: 'a note whose topic fills its field, every number at its maximum',
    leaf: {
      kind: 'note',
      seq: MAX_U64,
      topic: 'abcdefghijklmnopqrstuvwxyz.45678',
      hash: 'f'.repeat(64),
      recorded_at: MAX_I64,
    },
  },
  {
    name: 'a note with the shortest topic, zero hash, before 1970',
    leaf: { kind: 'note', seq: '1', topic: 'a', hash: '0'.repeat(64), recorded_at: '-1' },
  },
];

const FACTS_USUAL: FactsVector = {
  conversion: '018f6a2e-7c00-7000-8000-0000000000c1',
  line: 1,
  payee: '018f6a2e-7c00-7000-8000-0000000000a1',
  adjustment: 0,
  base: '1530',
  bps: 1000,
  schedule_version: '3',
  category: 'home/decor',
  tier: 'gold',
  split_numerator: 1,
  split_denominator: 1,
};

/** Named facts. */
export const FACTS: readonly { name: string; facts: FactsVector }[] = [
  { name: 'first pricing of one line', facts: FACTS_USUAL },
  { name: 'a later adjustment', facts: { ...FACTS_USUAL, adjustment: 2, base: '1275' } },
  { name: 'one third of a split', facts: { ...FACTS_USUAL, split_numerator: 1, split_denominator: 3 } },
  { name: 'text beyond ASCII', facts: { ...FACTS_USUAL, category: 'maison/décoration', tier: '金' } },
  { name: 'empty texts', facts: { ...FACTS_USUAL, category: '', tier: '' } },
  {
    name: 'every number at its maximum',
    facts: {
      conversion: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      line: 4294967295,
      payee: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      adjustment: 4294967295,
      base: MAX_U64,
      bps: 4294967295,
      schedule_version: MAX_U64,
      category: '*',
      tier: '*',
      split_numerator: 4294967295,
      split_denominator: 4294967295,
    },
  },
];
