import { readExportLine } from './ledger-export.ts';

const ID = '018f6a2e-7c00-7000-8000-00000000000a';
const HASH = 'ab'.repeat(32);
const MOST = 2n ** 63n - 1n;
const MOST_U64 = 2n ** 64n - 1n;
const side = { path: 'suspense', account_seq: '1', prev_seq: '0', credits_after: '0', debits_after: '5' };
const asked = {
  amount: '5',
  credit: 'suspense',
  debit: `org:${ID}:prepaid`,
  facts: '',
  kind: 'post',
  refers_to: '0',
  rest: null,
  up_to: false,
};
const booked = {
  seq: '1',
  transfer_kind: 'post',
  amount: '5',
  recorded_at: '0',
  refers_to: '0',
  facts: '',
  debit: side,
  credit: side,
};

/** One line of each kind. */
const LINES = {
  ledger: { ledger: { format: 'provisio.ledger.v1', origin: 'log.example/main', public_key: 'a+b+c', size: '0' } },
  account: { account: { path: 'suspense', asset: 'GBPT/2', natural_side: 'credit', min_balance: null, owner: null } },
  entry: {
    entry: { asset: 'GBPT/2', effective_at: '0', id: ID, metadata: { any: 1 }, transfers: [asked] },
    leaves: [booked],
  },
  note: { note: { seq: '1', topic: 'rules', hash: HASH, recorded_at: '0' } },
  period: {
    period: {
      seq: '1',
      hash: HASH,
      recorded_at: '0',
      kind: 'close',
      until: '5',
      before: null,
      by: 'anna',
      reason: 'x',
    },
  },
  checkpoint: { checkpoint: { size: '1', root: HASH, signed_note: 'a\nb' } },
  balance: {
    balance: {
      path: 'suspense',
      asset: 'GBPT/2',
      debits: '0',
      credits: '0',
      pending_debits: '0',
      pending_credits: '0',
      account_seq: '0',
      last_seq: '0',
    },
  },
  end: { end: { size: '1' } },
} as const;

/** The line of `kind` with `value` at `field`: what is read there, or what is wrong. */
function readWith(kind: keyof typeof LINES, field: string, value: unknown): unknown {
  const line = structuredClone<object>(LINES[kind]);
  const names = field.split('.');
  const last = names.pop() ?? '';
  const holderOf = (of: object) =>
    names.reduce<Record<string, unknown>>(
      (at, name) => at[name] as Record<string, unknown>,
      of as Record<string, unknown>,
    );
  holderOf(line)[last] = value;
  try {
    return holderOf(readExportLine(JSON.stringify(line)))[last];
  } catch (error) {
    return error instanceof Error && error.name === 'BadInput' ? error.message : error;
  }
}

describe('a line of exported books', () => {
  it.each(Object.keys(LINES) as (keyof typeof LINES)[])('is read as it was written: %s', (kind) => {
    const read = readExportLine(JSON.stringify(LINES[kind]));
    // Of an entry all is kept that was asked for, as it was hashed.
    expect(read).toMatchObject({
      ...LINES[kind],
      kind,
      ...(kind === 'entry' && { entry: { whole: LINES.entry.entry } }),
    });
  });

  it.each([['{'], ['']])('is JSON: %j is not', (line) => {
    expect(() => readExportLine(line)).toThrow('line is not JSON');
  });

  it.each(['null', '"ledger"', '5', '[]', '{}', '{"other":1}', '["ledger"]'])(
    'is one of the kinds: %s is none',
    (line) => {
      expect(() => readExportLine(line)).toThrow(
        'line is none of ledger, account, entry, note, period, checkpoint, balance, end',
      );
    },
  );

  it('is of one kind alone', () => {
    expect(() => readExportLine(JSON.stringify({ ...LINES.ledger, ...LINES.end }))).toThrow('end does not belong here');
  });

  const positive = `a decimal string of an integer from 1 to ${MOST}`;
  it.each<
    [kind: keyof typeof LINES, field: string, what: string, right: readonly unknown[], wrong: readonly unknown[]]
  >([
    ['ledger', 'ledger.format', '"provisio.ledger.v1"', [], ['provisio.ledger.v2']],
    ['ledger', 'ledger.origin', 'a name without spaces', ['x'], ['', 'a b', ' a', 'a\n']],
    ['ledger', 'ledger.public_key', 'a verifier key', ['x'], ['', 'a b', ' a', 'a ']],
    ['account', 'account.natural_side', 'one of debit, credit', ['debit', 'credit'], ['both']],
    [
      'account',
      'account.min_balance',
      `a decimal string of an integer from ${-MOST} to ${MOST}`,
      [null, '0', String(-MOST), String(MOST)],
      [String(-MOST - 1n), String(MOST + 1n), 0],
    ],
    ['entry', 'entry.transfers.0.amount', positive, ['1', String(MOST)], ['0', String(MOST + 1n)]],
    ['entry', 'leaves.0.amount', positive, ['1', String(MOST)], ['0', String(MOST + 1n)]],
    [
      'entry',
      'leaves.0.seq',
      `a decimal string of an integer from 1 to ${MOST_U64}`,
      ['1', String(MOST_U64)],
      ['0', String(MOST_U64 + 1n)],
    ],
    ['note', 'note.topic', 'a topic', ['!', '~'.repeat(32)], ['', 'a b', '~'.repeat(33), 'ü', ' a', 'a ']],
    ['period', 'period.kind', 'one of close, reopen', ['close', 'reopen'], ['end']],
    ['period', 'period.by', 'one line of 1 to 500 characters', ['a', '🎉'.repeat(500)], ['', 'a\nb', 'a'.repeat(501)]],
    ['period', 'period.reason', 'one line of 1 to 500 characters', ['a b'], ['', '\na', 'a\n']],
    ['checkpoint', 'checkpoint.signed_note', 'a signed note', ['x'], ['', 5]],
    [
      'balance',
      'balance.debits',
      `a decimal string of an integer from 0 to ${MOST}`,
      ['0', String(MOST)],
      ['-1', String(MOST + 1n)],
    ],
  ])('has in %s at %s %s', (kind, field, what, right, wrong) => {
    const place = field.replaceAll(/\.(\d+)/g, '[$1]');
    for (const value of right) expect(readWith(kind, field, value)).toBe(value);
    for (const value of wrong) expect(readWith(kind, field, value)).toBe(`${place} is not ${what}`);
  });

  it('has a transfer and a leaf at least', () => {
    expect(readWith('entry', 'entry.transfers', [])).toBe('entry.transfers is empty');
    expect(readWith('entry', 'leaves', [])).toBe('leaves is empty');
  });
});
