import { describe, expect, it } from '@jest/globals';
import { toHex, utf8 } from './bytes.ts';
import { auditLedger } from './ledger-audit.ts';
import type { ExportedPeriod } from './ledger-export.ts';
import { sha256 } from './sha256.ts';

const ORG = '019b76da-a800-75a6-9a4f-72815f66ba74';
const BANK = { path: 'custody:bank:first', asset: 'GBPT/2', natural_side: 'debit', min_balance: null, owner: null };
const PREPAID = { path: `org:${ORG}:prepaid`, asset: 'GBPT/2', natural_side: 'credit', min_balance: '0', owner: ORG };

type Move = Pick<ExportedPeriod, 'kind' | 'until' | 'before'>;
/** What is in the log: a deposit that takes effect at a moment, or a move of the books' closing. */
type Leaf = number | Move;

const close = (until: string | null, before: string | null = null): Move => ({ kind: 'close', until, before });
const reopen = (until: string | null, before: string | null): Move => ({ kind: 'reopen', until, before });

/** An export of a log of these leaves, with no signed head. */
function books(leaves: readonly Leaf[]): string[] {
  const deposits: number[] = [];
  const log = leaves.map((leaf, at) => {
    const seq = at + 1;
    if (typeof leaf !== 'number') return { period: periodOf(seq, leaf) };
    deposits.push(seq);
    return entryOf(seq, leaf, deposits.length, deposits.at(-2) ?? 0);
  });
  const total = String(10 * deposits.length);
  const count = {
    pending_debits: '0',
    pending_credits: '0',
    account_seq: String(deposits.length),
    last_seq: String(deposits.at(-1) ?? 0),
  };
  return [
    { ledger: { format: 'provisio.ledger.v1', origin: 'example/book', public_key: 'x', size: String(leaves.length) } },
    { account: BANK },
    { account: PREPAID },
    ...log,
    { balance: { path: BANK.path, asset: 'GBPT/2', debits: total, credits: '0', ...count } },
    { balance: { path: PREPAID.path, asset: 'GBPT/2', debits: '0', credits: total, ...count } },
    { end: { size: String(leaves.length) } },
  ].map((line) => JSON.stringify(line));
}

function periodOf(seq: number, { kind, until, before }: Move): ExportedPeriod {
  const [by, reason] = ['user_ada', 'month end'];
  const hash = toHex(sha256(utf8([kind, until ?? '', before ?? '', by, reason].join('\n'))));
  return { seq: String(seq), hash, recorded_at: '5000', kind, until, before, by, reason };
}

function entryOf(seq: number, effectiveAt: number, number: number, previous: number): object {
  const id = `019b76da-a800-7000-8000-${String(seq).padStart(12, '0')}`;
  const asked = { amount: '10', credit: PREPAID.path, debit: BANK.path, facts: '', kind: 'post', refers_to: '0' };
  const side = { account_seq: String(number), prev_seq: String(previous) };
  const total = String(10 * number);
  return {
    entry: {
      asset: 'GBPT/2',
      effective_at: String(effectiveAt),
      id,
      metadata: {},
      transfers: [{ ...asked, rest: null, up_to: false }],
    },
    leaves: [
      {
        seq: String(seq),
        transfer_kind: 'post',
        amount: '10',
        recorded_at: '5000',
        refers_to: '0',
        facts: '',
        debit: { path: BANK.path, ...side, credits_after: '0', debits_after: total },
        credit: { path: PREPAID.path, ...side, credits_after: total, debits_after: '0' },
      },
    ],
  };
}

describe('periods of exported books', () => {
  const found = async (leaves: readonly Leaf[]): Promise<string[]> =>
    (await auditLedger(books(leaves))).breaks.map(({ rule, at }) => `${rule} ${at}`);

  it('close further and open again, with entries in what is open', async () => {
    const leaves = [
      100,
      close('200'),
      200,
      close('300', '200'),
      300,
      reopen('150', '300'),
      150,
      reopen(null, '150'),
      1,
    ];
    const report = await auditLedger(books(leaves));
    expect(report).toMatchObject({ breaks: [], checked: { leaves: 9n, periodMoves: 4 } });
  });

  it('take what takes effect at the instant from which on they are open, and not a millisecond before', async () => {
    expect(await found([close('200'), 200])).toEqual([]);
    expect(await found([close('200'), 199])).toEqual(['I11 transfer 2']);
  });

  it('are as they were at a place of the log: a closing does not reach back, nor does opening again', async () => {
    expect(await found([100, close('200')])).toEqual([]);
    expect(await found([close('200'), 100, reopen(null, '200')])).toEqual(['I11 transfer 2']);
  });

  it('name every row that breaks them, the first one first', async () => {
    expect(await found([close('200'), 100, 250, 199])).toEqual(['I11 transfer 2', 'I11 transfer 4']);
  });

  it.each<[what: string, leaves: readonly Leaf[], at: string]>([
    ['does not go on from where the books were closed', [close('200'), close('300', '250')], 'I11 position 2'],
    ['goes on from nothing though the books were closed', [close('200'), close('300')], 'I11 position 2'],
    ['closes to an earlier day', [close('200'), close('100', '200')], 'I11 position 2'],
    ['closes where nothing is closed', [close(null)], 'I11 position 1'],
    ['opens to a later day', [close('200'), reopen('300', '200')], 'I11 position 2'],
    ['opens what is open', [reopen(null, null)], 'I11 position 1'],
  ])('have no move that %s', async (_what, leaves, at) => {
    expect(await found(leaves)).toEqual([at]);
  });

  it('have no move whose note has another hash, or that hides behind a note', async () => {
    const lines = books([close('200'), 300]);
    const { period } = JSON.parse(lines[3]!) as { period: ExportedPeriod };
    const first = async (line: object): Promise<unknown> =>
      (await auditLedger(lines.with(3, JSON.stringify(line)))).breaks[0];
    expect(await first({ period: { ...period, reason: 'a whim' } })).toMatchObject({ rule: 'I11', at: 'position 1' });
    const { seq, hash, recorded_at } = period;
    expect(await first({ note: { seq, hash, recorded_at, topic: 'ledger.period' } })).toMatchObject({
      rule: 'I11',
      at: 'position 1',
    });
    expect(await first({ period: { ...period, by: 'ada\nmonth' } })).toMatchObject({ rule: 'form', at: 'line 4' });
  });
});
