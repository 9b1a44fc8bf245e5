import * as oracle from '../../../scripts/generate/vectors/oracle.ts';
import { describeStatement, verifyStatement } from './statement.ts';
import { leafVectors } from './testing.ts';
import { vaultRoot } from './vault-leaf.ts';

const ID = '018f6a2e-7c00-7000-8000-00000000000a';
const [ACCOUNT, OTHER] = [`payee:${ID}:settling:bank`, `payee:${ID}:payable`];
const ASSET = 'GBPT/2';
const AT = '1700000000000';
const SIZE = 14;
const VAULT = `0x${'cd'.repeat(20)}`;
const ANCHOR = `0x${'ab'.repeat(20)}`;

type Side = { path: string; account_seq: string; prev_seq: string; credits_after: string; debits_after: string };
type Row = ReturnType<typeof aRow>;

/** Five transfers of the account at these positions of the log, with what it has after each. */
const HISTORY: readonly [
  seq: number,
  kind: string,
  side: 'debit' | 'credit',
  amount: number,
  credits: number,
  debits: number,
][] = [
  [2, 'post', 'credit', 100, 100, 0],
  [4, 'hold', 'debit', 30, 100, 0],
  [5, 'capture', 'debit', 20, 100, 20],
  [7, 'void', 'debit', 5, 100, 20],
  [9, 'reversal', 'credit', 3, 103, 20],
];

function aRow([seq, transfer_kind, name, amount, credits, debits]: (typeof HISTORY)[number], index: number) {
  const own: Side = {
    path: ACCOUNT,
    account_seq: String(index + 1),
    prev_seq: String(HISTORY[index - 1]?.[0] ?? 0),
    credits_after: String(credits),
    debits_after: String(debits),
  };
  const other: Side = { path: OTHER, account_seq: '9', prev_seq: '1', credits_after: '900', debits_after: '1' };
  const [debit, credit] = name === 'debit' ? [own, other] : [other, own];
  return {
    kind: 'transfer' as const,
    seq: String(seq),
    entry: ID,
    transfer_kind: transfer_kind as 'post',
    amount: String(amount),
    effective_at: AT,
    recorded_at: AT,
    refers_to: transfer_kind === 'post' || transfer_kind === 'hold' ? '0' : '4',
    facts: '',
    content_hash: 'ef'.repeat(32),
    debit,
    credit,
  };
}

const u64 = (value: number): Buffer => oracle.unhex(value.toString(16).padStart(16, '0'));

/** Hash of the balances note over one account, as its definition says. */
function balancesNote(
  size: number,
  of: { account_seq: number; last_seq: number; debits: number; credits: number; owed: number },
  path = ACCOUNT,
) {
  const name = Buffer.alloc(16);
  name.write(ASSET);
  const numbers = [of.account_seq, of.last_seq, of.debits, of.credits, of.owed].map(u64);
  const leaf = oracle.sha(Buffer.of(0), name, oracle.sha(path), ...numbers);
  return oracle.hex(oracle.sha(Buffer.of(2), name, u64(size), u64(1), u64(of.owed), leaf));
}

const lane = { account: ACCOUNT, custody: `31337-${VAULT.slice(2)}`, lane: '3' };
const note = (seq: number, hash: string) => ({ seq: String(seq), hash, recorded_at: AT });

function someStatement() {
  return {
    format: 'provisio.statement.v1',
    account: { path: ACCOUNT, asset: ASSET },
    transfers: HISTORY.map(aRow),
    log: {
      origin: 'log.example/main',
      size: String(SIZE),
      root: '',
      checkpoint: '',
      public_key: '',
      inclusion: {} as Record<string, string[]>,
    },
    anchor: {
      chain_id: '31337',
      contract: ANCHOR,
      size: String(SIZE),
      root: '',
      tx_hash: `0x${'11'.repeat(32)}`,
      block_number: '5',
    },
    payout: {
      lane_note: note(1, oracle.hex(oracle.sha(oracle.canonical(lane)))),
      chain_id: '31337',
      vault: VAULT,
      epoch: '4',
      leaf_count: '1',
      index: '0',
      lane: '3',
      wallet: `0x${'77'.repeat(20)}`,
      cumulative: '83',
      last_seq: '9',
      proof: [] as string[],
    },
    balances: {
      note: note(12, balancesNote(10, { account_seq: 5, last_seq: 9, debits: 20, credits: 103, owed: 83 })),
      size: '10',
      account_count: '1',
      index: '0',
      account_seq: '5',
      last_seq: '9',
      debits: '20',
      credits: '103',
      owed: '83',
      proof: [] as { hash: string; owed: string }[],
    },
  };
}

type Statement = ReturnType<typeof someStatement>;
type Loose = Omit<Statement, 'payout' | 'balances'> & {
  payout: Statement['payout'] | null;
  balances: Statement['balances'] | null;
};

/** The statement after `change`, with tree, head and paths made anew around it: what a lying operator could publish. */
function signed(change: (of: Loose) => unknown = () => undefined): Loose {
  const of: Loose = someStatement();
  change(of);
  const hashes = Array.from({ length: SIZE }, (_none, at) => oracle.sha(`another leaf ${at}`));
  for (const row of of.transfers) hashes[Number(row.seq) - 1] = oracle.leafHash({ ...row, asset: of.account.asset });
  const notes = [
    ...(of.payout === null ? [] : [{ topic: 'settlement.payee_lane', ...of.payout.lane_note }]),
    ...(of.balances === null ? [] : [{ topic: 'ledger.balances', ...of.balances.note }]),
  ];
  for (const each of notes) hashes[Number(each.seq) - 1] = oracle.leafHash({ kind: 'note', ...each });
  const root = oracle.mth(hashes);
  const { note: checkpoint, vkey } = oracle.signedCheckpoint(
    of.log.origin,
    oracle.unhex(leafVectors().checkpoint.seed),
    SIZE,
    root,
  );
  const inclusion = Object.fromEntries(
    [...of.transfers, ...notes].map(({ seq }) => [seq, oracle.path(Number(seq) - 1, hashes).map(oracle.hex)]),
  );
  of.log = { ...of.log, root: oracle.hex(root), checkpoint, public_key: vkey, inclusion };
  of.anchor.root = of.log.root;
  return of;
}

/** A chain that holds the head, and the vault's root for the statement's payout. */
function chainOf(of: Loose, held: string | undefined = of.payout === null ? undefined : vaultRoot(of.payout)) {
  const head = `0x${BigInt(of.log.size).toString(16).padStart(64, '0')}${of.log.root}`;
  const root = `0x${held ?? '00'.repeat(32)}${'00'.repeat(64)}`;
  return {
    ethCall: ({ to }: { to: string }) => Promise.resolve(to === ANCHOR ? head : to === VAULT ? root : '0x'),
  };
}

/** Has the balances note say that `owed` is owed by the account, with the hash that belongs to that. */
function setOwed({ balances }: Loose, owed: string, path = ACCOUNT): void {
  balances!.owed = owed;
  const numbers = { account_seq: 5, last_seq: 9, debits: 20, credits: 103, owed: Number(owed) };
  balances!.note.hash = balancesNote(10, numbers, path);
}
const owedElsewhere = (owed: string, right: string): string =>
  `balances failed balances.owed: balances.owed is ${owed} in the sum of what is owed, but by these transfers it is ${right}.`;

/** The steps that are not ok, as `name status field: sentence`. */
async function problems(of: Loose, chain = chainOf(of)): Promise<string[]> {
  const { steps } = await verifyStatement(of, chain);
  return steps
    .filter(({ status }) => status !== 'ok')
    .map(({ name, status, field, sentence }) => `${name} ${status} ${field ?? '-'}: ${sentence}`);
}

describe('a statement', () => {
  it('is complete when its transfers are 1 … n, in the log, and the vault and the balances note end there', async () => {
    const of = signed();
    const report = await verifyStatement(of, chainOf(of));
    expect(report).toMatchObject({ outcome: 'complete', account: { path: ACCOUNT, asset: ASSET }, transfers: 5 });
    expect(report.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'form ok',
      'history ok',
      'inclusion ok',
      'checkpoint ok',
      'anchor ok',
      'payout ok',
      'balances ok',
    ]);
    expect(describeStatement(report)).toBe(
      [
        `${ACCOUNT} ${ASSET}: 5 transfers`,
        '✓ form: The statement is whole and has the form provisio.statement.v1.',
        '✓ history: 5 transfers are numbered and linked without a gap.',
        '✓ inclusion: Each transfer is in the log of 14 leaves.',
        '✓ checkpoint: The tree head of 14 leaves is signed by log.example/main.',
        `✓ anchor: LedgerAnchor ${ANCHOR} holds 14 leaves in a final block, and the log at 14 is their beginning.`,
        '✓ payout: The vault pays 83 in all by these 5 transfers, of which none is left out.',
        '✓ balances: At 10 leaves the account had these 5 transfers and no other.',
        'COMPLETE: no transfer is left out, and the account ends where the log and the chain say.',
      ].join('\n'),
    );
  });

  it('is complete by the payout or the balances alone, and pending without both: its end is not known', async () => {
    for (const [without, outcome] of [
      ['payout', 'complete'],
      ['balances', 'complete'],
      ['both', 'pending'],
    ] as const) {
      const of = signed((it) => {
        if (without !== 'balances') it.payout = null;
        if (without !== 'payout') it.balances = null;
      });
      expect((await verifyStatement(of, chainOf(of))).outcome).toBe(outcome);
    }
  });

  /** The statement up to its fourth transfer, by which the account pays. */
  const endingWithDebit = (change: (of: Loose) => unknown = () => undefined): Loose =>
    signed((it) => {
      it.transfers.pop();
      Object.assign(it.payout!, { cumulative: '80', last_seq: '7' });
      const numbers = { account_seq: 4, last_seq: 7, debits: 20, credits: 100, owed: 80 };
      const texts = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
      Object.assign(it.balances!, texts, { size: '7' });
      it.balances!.note.hash = balancesNote(7, numbers);
      change(it);
    });

  it('may end with what the account pays, and at the very leaf that the note is about', async () => {
    const of = endingWithDebit();
    const report = await verifyStatement(of, chainOf(of));
    expect([await problems(of), report.outcome]).toEqual([[], 'complete']);
    expect(report.steps.slice(-2).map(({ sentence }) => sentence)).toEqual([
      'The vault pays 80 in all by these 4 transfers, of which none is left out.',
      'At 7 leaves the account had these 4 transfers and no other.',
    ]);
  });

  it('may have other accounts beside it in the tree of balances', async () => {
    const sibling = { hash: 'cd'.repeat(32), owed: '7' };
    const beside = (of: Loose): Loose => {
      const name = Buffer.alloc(16);
      name.write(ASSET);
      const leaf = oracle.sha(Buffer.of(0), name, oracle.sha(ACCOUNT), ...[5, 9, 20, 103, 83].map(u64));
      const root = oracle.sha(Buffer.of(1), u64(83), leaf, u64(7), oracle.unhex(sibling.hash));
      const hash = oracle.hex(oracle.sha(Buffer.of(2), name, u64(10), u64(2), u64(90), root));
      Object.assign(of.balances!, { account_count: '2', proof: [sibling] });
      of.balances!.note.hash = hash;
      return of;
    };
    expect(await problems(signed(beside))).toEqual([]);
    const indebted = signed((it) => (beside(it).balances!.proof = [{ ...sibling, owed: '-7' }]));
    expect((await problems(indebted))[0]).toBe(
      `form failed balances.proof[0].owed: balances.proof[0].owed is not a decimal string of an integer from 0 to ${2n ** 64n - 1n}.`,
    );
  });

  it.each<[field: string, put: (of: Loose, value: string) => unknown, most: bigint]>([
    ['transfers[0].seq', (of, value) => (of.transfers[0]!.seq = value), 2n ** 64n - 1n],
    ['payout.lane', (of, value) => (of.payout!.lane = value), 2n ** 32n - 1n],
  ])('has at %s what fits there', async (field, put, most) => {
    const formOf = async (value: bigint) => {
      const of = signed();
      put(of, String(value));
      return (await verifyStatement(of)).steps[0];
    };
    expect(await formOf(most)).toMatchObject({ name: 'form', status: 'ok' });
    expect(await formOf(most + 1n)).toMatchObject({ name: 'form', status: 'failed', field });
  });

  it('may end with a note in the last place of the log', async () => {
    expect(await problems(signed((it) => (it.balances!.note.seq = String(SIZE))))).toEqual([]);
  });

  it('may be of an account without transfers', async () => {
    const of = signed((it) => {
      it.transfers = [];
      Object.assign(it.payout!, { cumulative: '0', last_seq: '0' });
      it.balances = null;
    });
    expect(await problems(of)).toEqual([]);
    const report = await verifyStatement(of, chainOf(of));
    expect(report.steps.at(-1)?.sentence).toBe(
      'The vault pays 0 in all by these 0 transfers, of which none is left out.',
    );
  });

  it('is pending while the chain was not asked, or the vault holds no such root', async () => {
    const of = signed();
    const report = await verifyStatement(of);
    expect(report.outcome).toBe('pending');
    expect(describeStatement(report)).toContain('… payout: The vault was not asked: no RPC was given.');
    expect(describeStatement(report)).toContain(
      'PENDING: nothing is wrong, something could not be checked to the end.',
    );
    expect(await problems(of, chainOf(of, '00'.repeat(32)))).toEqual([
      'payout pending -: The vault holds no root of epoch 4 in a final block.',
    ]);
  });

  it('asks the vault in a final block only: a younger one may go away', async () => {
    const of = signed();
    const { ethCall } = chainOf(of);
    const young = {
      ethCall: (call: { to: string }, block: string) =>
        call.to === VAULT && block !== 'finalized' ? Promise.resolve('0x') : ethCall(call),
    };
    expect((await verifyStatement(of, young)).outcome).toBe('complete');
    const asked: unknown[] = [];
    await verifyStatement(of, { ethCall: (call, block) => (asked.push([call.to, block]), ethCall(call)) });
    expect(asked).toEqual([
      [ANCHOR, 'finalized'],
      [VAULT, 'finalized'],
    ]);
  });

  it('is refused as a whole when its form is wrong, with no account to speak of', async () => {
    const report = await verifyStatement({ ...signed(), more: 1 });
    expect(report).toMatchObject({ outcome: 'failed', account: undefined, transfers: 0 });
    expect(report.steps).toEqual([
      { name: 'form', status: 'failed', sentence: 'more does not belong here.', field: 'more' },
    ]);
    expect(describeStatement(report)).toBe(
      '✗ form: more does not belong here.\nFAILED: do not believe this statement.',
    );
  });

  it('says that a check could not be made, when the chain breaks off', async () => {
    const of = signed();
    const { ethCall } = chainOf(of);
    const broken = (call: { to: string }) => (call.to === VAULT ? Promise.reject(new Error('gone')) : ethCall(call));
    const { steps, outcome } = await verifyStatement(of, { ethCall: broken });
    expect([outcome, steps.find(({ name }) => name === 'payout')]).toEqual([
      'failed',
      { name: 'payout', status: 'failed', sentence: 'The check could not be made: Error: gone.' },
    ]);
  });
});

describe('a statement that leaves something out', () => {
  it.each([0, 1, 2, 3])('fails when transfer number %s is missing and everything was signed anew', async (index) => {
    const of = signed((it) => it.transfers.splice(index, 1));
    const [first] = await problems(of);
    const side = HISTORY[index + 1]![2];
    expect(first).toMatch(
      new RegExp(`^history failed transfers\\[${index}\\]\\.${side}\\.account_seq: .*a transfer is left out`),
    );
  });

  it('fails when its last transfers are missing: the vault and the balances note know of them', async () => {
    const of = signed((it) => it.transfers.pop());
    expect(await problems(of)).toEqual([
      expect.stringMatching(
        /^payout failed transfers: .*do not have the one at 9, by which the vault pays: it is left out/,
      ),
      expect.stringMatching(/^balances failed balances.account_seq: .*one is left out/),
    ]);
  });
});

describe('a statement that is made up fails', () => {
  const makes = 'what its transfers make';
  const history: [string, (row: Row) => unknown, field: string, said: string][] = [
    ['of another account', (row) => (row.debit.path = OTHER), 'credit.path', `${OTHER}, but the account is ${ACCOUNT}`],
    [
      'that is linked to another',
      (row) => (row.debit.prev_seq = '3'),
      'debit.prev_seq',
      '3, but the log position of the one before it is 4',
    ],
    ['with other debits', (row) => (row.debit.debits_after = '21'), 'debit.debits_after', `21, but ${makes} is 20`],
    ['with other credits', (row) => (row.debit.credits_after = '99'), 'debit.credits_after', `99, but ${makes} is 100`],
    ['of another amount', (row) => (row.amount = '21'), 'debit.debits_after', `20, but ${makes} is 21`],
    ['that is a hold', (row) => (row.transfer_kind = 'hold' as 'post'), 'debit.debits_after', `20, but ${makes} is 0`],
  ];

  it.each(history)('with a transfer %s', async (_what, change, field, said) => {
    const [first] = await problems(signed((it) => change(it.transfers[2]!)));
    const at = `transfers[2].${field}`;
    expect(first).toBe(`history failed ${at}: ${at} is ${said}.`);
  });

  it('with a transfer that is not in the log, or without its path', async () => {
    const changed = signed();
    changed.transfers[1]!.facts = 'ab'.repeat(32);
    expect((await problems(changed))[0]).toBe(
      'inclusion failed log.inclusion.4: log.inclusion.4 does not lead from leaf 4 to the root: the leaf or the path was changed.',
    );
    const missing = signed();
    delete missing.log.inclusion['7'];
    expect((await problems(missing))[0]).toMatch(/^inclusion failed log\.inclusion\.7: /);
    const more = signed();
    more.log.inclusion['3'] = [];
    expect((await problems(more))[0]).toMatch(/^inclusion failed log\.inclusion\.3: .*does not belong here/);
    const short = signed();
    short.log.inclusion['7']!.pop();
    expect((await problems(short))[0]).toMatch(/^inclusion failed log\.inclusion\.7: /);
  });

  it('with a note that is not in the log', async () => {
    for (const [name, seq] of [
      ['payout', 1],
      ['balances', 12],
    ] as const) {
      const of = signed();
      const { recorded_at } = name === 'payout' ? of.payout!.lane_note : of.balances!.note;
      Object.assign(name === 'payout' ? of.payout!.lane_note : of.balances!.note, { recorded_at: `${recorded_at}1` });
      expect((await problems(of))[0]).toMatch(new RegExp(`^inclusion failed log\\.inclusion\\.${seq}: `));
    }
  });

  it.each([
    ['the lane note', 'payout', 1],
    ['the balances note', 'balances', 12],
  ] as const)('with a transfer too many that claims the position of %s', async (_what, name, seq) => {
    // The log is honest and everything else of the statement is true; only the last row is an invention.
    const of = signed();
    const forged = aRow([seq, 'post', 'credit', 1_000_000, 1_000_103, 20], 5);
    forged.credit.prev_seq = '9';
    of.transfers.push(forged);
    if (name === 'payout') of.balances = null;
    else of.payout = null;
    const kept = new Set([...of.transfers.map((row) => row.seq), String(seq)]);
    for (const at of Object.keys(of.log.inclusion)) if (!kept.has(at)) delete of.log.inclusion[at];
    const report = await verifyStatement(of, chainOf(of));
    expect(report.outcome).toBe('failed');
    expect(report.steps.find((step) => step.name === 'inclusion')).toMatchObject({
      status: 'failed',
      field: `log.inclusion.${seq}`,
      sentence: `log.inclusion.${seq} does not lead from leaf ${seq} to the root: the leaf or the path was changed.`,
    });
  });

  it('with transfers that do not go forward in the log', async () => {
    const of = signed((it) => {
      it.transfers[3]!.seq = '5';
      it.transfers[4]!.credit.prev_seq = '5';
    });
    expect((await problems(of))[0]).toBe(
      'history failed transfers[3].seq: transfers[3].seq is not behind the one before it, at 5.',
    );
  });

  it('with a payout of another chain than the one that is asked', async () => {
    const of = signed();
    const chain = { ...chainOf(of), ethChainId: () => Promise.resolve(1n) };
    of.anchor = null as never;
    const { steps } = await verifyStatement(of, chain);
    expect(steps.find(({ name }) => name === 'payout')).toMatchObject({
      status: 'failed',
      field: 'payout.chain_id',
      sentence: 'payout.chain_id is 31337, but the chain that was asked is 1.',
    });
    const right = await verifyStatement(of, { ...chain, ethChainId: () => Promise.resolve(31337n) });
    expect(right.steps.find(({ name }) => name === 'payout')).toMatchObject({ status: 'ok' });
  });

  it('and cannot steer the terminal that it is shown on', async () => {
    const report = await verifyStatement({ ...signed(), 'x\u001b[2J\nCOMPLETE: y': 1 });
    expect(describeStatement(report)).toBe(
      '✗ form: x?[2J?COMPLETE: y does not belong here.\nFAILED: do not believe this statement.',
    );
  });

  it('with a head that somebody else signed', async () => {
    const of = signed();
    of.log.origin = 'log.example/other';
    expect((await problems(of))[0]).toMatch(/^checkpoint failed log\.origin: /);
  });

  const noted = oracle.hex(oracle.sha(oracle.canonical(lane)));
  const laneOf = (more: object): string =>
    `is ${noted}, but the lane's is ${oracle.hex(oracle.sha(oracle.canonical({ ...lane, ...more })))}`;
  it.each<[string, (payout: Statement['payout']) => unknown, field: string, said: string]>([
    ['lane', (payout) => (payout.lane = '4'), 'payout.lane_note.hash', laneOf({ lane: '4' })],
    [
      'vault',
      (payout) => (payout.vault = `0x${'ce'.repeat(20)}`),
      'payout.lane_note.hash',
      laneOf({ custody: `31337-${'ce'.repeat(20)}` }),
    ],
    ['chain', (payout) => (payout.chain_id = '1'), 'payout.lane_note.hash', laneOf({ custody: `1-${VAULT.slice(2)}` })],
    [
      'amount',
      (payout) => (payout.cumulative = '84'),
      'payout.cumulative',
      'is 84, but the balance after that transfer is 83',
    ],
    [
      'last transfer',
      (payout) => (payout.last_seq = '7'),
      'payout.cumulative',
      'is 83, but the balance after that transfer is 80',
    ],
    [
      'last transfer that is none',
      (payout) => (payout.last_seq = '8'),
      'transfers',
      'do not have the one at 8, by which the vault pays: it is left out',
    ],
  ])('with a payout of another %s', async (_what, change, field, said) => {
    const of = signed((it) => change(it.payout!));
    expect(await problems(of)).toEqual([`payout failed ${field}: ${field} ${said}.`]);
  });

  it('with a payout that the vault does not hold', async () => {
    const of = signed();
    expect(await problems(of, chainOf(of, 'ab'.repeat(32)))).toEqual([
      `payout failed payout: payout is ${vaultRoot(of.payout!)}, but the root that the vault holds: leaf or proof was changed is ${'ab'.repeat(32)}.`,
    ]);
    const none = signed((it) => {
      it.transfers = [];
      Object.assign(it.payout!, { cumulative: '5', last_seq: '0' });
      it.balances = null;
    });
    expect(await problems(none)).toEqual([expect.stringMatching(/^payout failed payout\.cumulative: /)]);
  });

  it('with a payout by transfers that it does not have, or has and does not pay by', async () => {
    const nothing = signed((it) => {
      it.transfers = [];
      it.balances = null;
    });
    const left = /^payout failed transfers: .*do not have the one at 9, by which the vault pays: it is left out/;
    expect(await problems(nothing)).toEqual([expect.stringMatching(left)]);
    const unpaid = signed((it) => Object.assign(it.payout!, { cumulative: '0', last_seq: '0' }));
    expect(await problems(unpaid)).toEqual([
      expect.stringMatching(/^payout failed transfers: .*the one at 0, by which/),
    ]);
  });

  it.each([`0x${'cd'.repeat(19)}`, `0x${'CD'.repeat(20)}`, `0x${'cd'.repeat(21)}`, `x0x${'cd'.repeat(20)}`])(
    'with a vault at %s, which is no address',
    async (vault) => {
      const { steps } = await verifyStatement({ ...signed(), payout: { ...signed().payout, vault } });
      expect(steps[0]?.sentence).toBe('payout.vault is not an address of 40 lower-case hex digits.');
    },
  );

  it('with a note of a balances tree that stands behind the head, or is of no transfers though there are some', async () => {
    const none = { account_seq: 0, last_seq: 0, debits: 0, credits: 0, owed: 0 };
    const texts = { account_seq: '0', last_seq: '0', debits: '0', credits: '0', owed: '0' };
    const early = signed((it) => {
      Object.assign(it.balances!, { ...texts, size: '1' });
      it.balances!.note.hash = balancesNote(1, none);
    });
    expect(await problems(early)).toEqual([]);
    const late = signed((it) => {
      Object.assign(it.balances!, texts);
      it.balances!.note.hash = balancesNote(10, none);
    });
    expect(await problems(late)).toEqual([
      expect.stringMatching(/^balances failed balances\.account_seq: .*the last transfer here: one is left out/),
    ]);
  });

  const leftOut = 'the last transfer here: one is left out';
  it.each<[string, (balances: Statement['balances']) => unknown, field: string, said: string]>([
    ['number', (of) => (of.account_seq = '6'), 'balances.account_seq', `is 6, but ${leftOut} is 5`],
    [
      'last transfer',
      (of) => (of.last_seq = '8'),
      'balances.last_seq',
      'is 8, but where the last transfer stands is 9',
    ],
    ['debits', (of) => (of.debits = '21'), 'balances.debits', 'is 21, but what the transfers make is 20'],
    ['credits', (of) => (of.credits = '104'), 'balances.credits', 'is 104, but what the transfers make is 103'],
    ['size, before its last transfer', (of) => (of.size = '8'), 'balances.account_seq', `is 5, but ${leftOut} is 4`],
    [
      'size, that is not behind its leaves',
      (of) => (of.size = '12'),
      'balances.note.seq',
      'is not behind the leaves that it is about',
    ],
  ])('with a balances note of another %s', async (_what, change, field, said) => {
    const of = signed((it) => {
      const balances = it.balances!;
      change(balances);
      const { account_seq, last_seq, debits, credits, owed } = balances;
      const numbers = { account_seq, last_seq, debits, credits, owed };
      const values = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number(value)]));
      balances.note.hash = balancesNote(Number(balances.size), values as Parameters<typeof balancesNote>[1]);
    });
    expect(await problems(of)).toEqual([`balances failed ${field}: ${field} ${said}.`]);
  });

  it.each<[owed: string, said: string | undefined]>([
    ['83', undefined],
    ['0', undefined],
    ['84', 'from 0 to 83'],
  ])('with a balances note by which a settling account is owed more than it has: %s', async (owed, said) => {
    const of = signed((it) => setOwed(it, owed));
    expect(await problems(of)).toEqual(said === undefined ? [] : [owedElsewhere(owed, said)]);
  });

  it.each<[path: string, right: string]>([
    [`payee:${ID}:payable`, '83'],
    [`payee:${ID}:pending`, '83'],
    [`org:${ID}:prepaid`, '83'],
    [`org:${ID}:leased`, '83'],
    [`org:${ID}:escrow`, '83'],
    ['tax:uk:withheld', '83'],
    ['interbook:uk:due-to', '83'],
    [`org:${ID}:recovering`, '0'],
    [`payee:${ID}:unfunded`, '0'],
    ['platform:fees', '0'],
    ['suspense', '0'],
  ])('with a sum of what is owed that leaves %s out, or counts what is nobody’s', async (path, right) => {
    const at = (owed: string): Loose =>
      signed((it) => {
        it.payout = null;
        it.account.path = path;
        for (const { debit, credit } of it.transfers) {
          for (const side of [debit, credit]) side.path = side.path === ACCOUNT ? path : 'platform:ads';
        }
        setOwed(it, owed, path);
      });
    expect(await problems(at(right))).toEqual([]);
    for (const owed of ['0', '82', '83', '84'].filter((each) => each !== right)) {
      expect(await problems(at(owed))).toEqual([owedElsewhere(owed, right)]);
    }
  });

  it('with a balances note whose hash is not that of its numbers', async () => {
    const of = signed((it) => (it.balances!.owed = '84'));
    expect(await problems(of)).toEqual([
      expect.stringMatching(
        /^balances failed balances\.note\.hash: .*, but what the proof leads to is [0-9a-f]{64}\.$/,
      ),
    ]);
    const sums = signed((it) => (it.balances!.index = '1'));
    expect(await problems(sums)).toEqual([
      'balances failed balances.proof: balances.proof is not a path in a tree of 1 accounts.',
    ]);
  });
});
