import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { fromHex, toHex } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { type AuditOptions, type AuditReport, auditLedger } from './ledger-audit.ts';
import { contentHash, leafHash } from './leaf.ts';
import { rootFromLeaves } from './merkle.ts';

type Json = { [key: string]: unknown };
type Row = { kind: string; debit: string; credit: string; amount: bigint; refersTo: bigint; facts: string };
type Sums = { debits: bigint; credits: bigint; heldDebits: bigint; heldCredits: bigint; number: bigint; last: bigint };

const ID = '018f6a2e-7c00-7000-8000-00000000000a';
const [S, A, B, C, R] = [
  'suspense',
  `org:${ID}:prepaid`,
  `payee:${ID}:pending`,
  `payee:${ID}:payable`,
  `org:${ID}:receivable`,
];
const ORIGIN = 'log.example/main';
const AT = 1_700_000_000_000n;

const hash = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest();
const keyOf = (seed: number) => {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
};

/** `name+id+key` of a signed note (C2SP signed-note). */
function verifierKey(seed: number): { text: string; id: Buffer } {
  const raw = createPublicKey(keyOf(seed)).export({ format: 'der', type: 'spki' }).subarray(-32);
  const typed = Buffer.concat([Buffer.of(1), raw]);
  const id = hash(Buffer.concat([Buffer.from(`${ORIGIN}\n`), typed])).subarray(0, 4);
  return { text: `${ORIGIN}+${id.toString('hex')}+${typed.toString('base64')}`, id };
}

/** Writes an export as its documentation says, with sums kept by hand. */
class Export {
  lines: Json[];
  private readonly leaves: Uint8Array[] = [];
  private readonly sums = new Map<string, Sums>();

  constructor(private readonly assetCode = 'GBPT/2') {
    const { text } = verifierKey(1);
    this.lines = [{ ledger: { format: 'provisio.ledger.v1', origin: ORIGIN, public_key: text, size: '0' } }];
  }

  get size(): bigint {
    return BigInt(this.leaves.length);
  }

  get root(): string {
    return toHex(rootFromLeaves(this.leaves));
  }

  open(path: string, more: Json = {}): this {
    const natural_side = path === R || path.startsWith('custody') ? 'debit' : 'credit';
    const owner = /^(org|payee):/.test(path) ? ID : null;
    const min_balance = path === S ? null : '0';
    this.lines.push({ account: { path, asset: this.assetCode, natural_side, min_balance, owner, ...more } });
    this.sums.set(path, { debits: 0n, credits: 0n, heldDebits: 0n, heldCredits: 0n, number: 0n, last: 0n });
    return this;
  }

  /** Books `rows` as an entry that asked for exactly them, or for `asked`. */
  entry(n: number, rows: readonly Row[], asked?: readonly Json[], more: Json = {}): this {
    const id = `018f6a2e-7c00-7000-8000-${n.toString(16).padStart(12, '0')}`;
    const transfers = asked ?? rows.map((row) => ask(row));
    const entry = { asset: this.assetCode, effective_at: String(AT), id, metadata: {}, transfers, ...more };
    const content_hash = toHex(contentHash(entry));
    const leaves = rows.map((row) => this.book(row));
    this.lines.push({ entry, leaves });
    for (const leaf of leaves) {
      const { asset, effective_at } = entry as { asset: string; effective_at: string };
      this.leaves.push(leafHash({ kind: 'transfer', ...leaf, entry: id, asset, effective_at, content_hash } as never));
    }
    return this;
  }

  note(topic: string): this {
    const note = { seq: this.next(), topic, hash: toHex(hash(topic)), recorded_at: String(AT) };
    this.lines.push({ note });
    this.leaves.push(leafHash({ kind: 'note', ...note }));
    return this;
  }

  move(kind: string, until: bigint | null, before: bigint | null): this {
    const parts = [kind, until ?? '', before ?? '', 'anna', 'it is time'];
    const of = { seq: this.next(), hash: toHex(hash(parts.join('\n'))), recorded_at: String(AT) };
    const [to, from] = [until, before].map((at) => (at === null ? null : String(at)));
    this.lines.push({ period: { ...of, kind, until: to, before: from, by: 'anna', reason: 'it is time' } });
    this.leaves.push(leafHash({ kind: 'note', topic: 'ledger.period', ...of }));
    return this;
  }

  checkpoint(more: { seed?: number; root?: string; size?: string; origin?: string } = {}): this {
    const { seed = 1, root = this.root, size = String(this.size), origin = ORIGIN } = more;
    const text = `${origin}\n${size}\n${Buffer.from(fromHex(root)).toString('base64')}\n`;
    const signature = Buffer.concat([verifierKey(seed).id, sign(null, Buffer.from(text), keyOf(seed))]);
    const signed_note = `${text}\n— ${ORIGIN} ${signature.toString('base64')}\n`;
    this.lines.push({ checkpoint: { size: String(this.size), root: this.root, signed_note } });
    return this;
  }

  end(): this {
    for (const [path, of] of this.sums) {
      const { debits, credits, heldDebits, heldCredits, number, last } = of;
      const numbers = {
        debits,
        credits,
        pending_debits: heldDebits,
        pending_credits: heldCredits,
        account_seq: number,
        last_seq: last,
      };
      const texts = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
      this.lines.push({ balance: { path, asset: this.assetCode, ...texts } });
    }
    this.lines.push({ end: { size: String(this.size) } });
    (this.lines[0] as { ledger: Json }).ledger['size'] = String(this.size);
    return this;
  }

  /** Changes what stands under `name` of the `nth` line that has it. */
  spoil(name: string, nth: number, change: (of: Json) => unknown): this {
    const of = this.lines.filter((line) => name in line)[nth] as Json;
    change(of[name] as Json);
    return this;
  }

  /** Changes one booked row by its position. */
  spoilLeaf(seq: number, change: (leaf: { [key: string]: unknown; debit: Json; credit: Json }) => unknown): this {
    for (const { leaves } of this.lines as { leaves?: { seq: string; debit: Json; credit: Json }[] }[]) {
      for (const leaf of leaves ?? []) if (leaf.seq === String(seq)) change(leaf);
    }
    return this;
  }

  audit(options: AuditOptions = {}): Promise<AuditReport> {
    return auditLedger(
      this.lines.map((line) => JSON.stringify(line)),
      options,
    );
  }

  async breaks(options: AuditOptions = {}): Promise<string[]> {
    return (await this.audit(options)).breaks.map(({ rule, at, message }) => `${rule} ${at}: ${message}`);
  }

  private next(): string {
    return String(this.size + 1n);
  }

  private pendingRows = 0n;

  private book({ kind, debit, credit, amount, refersTo, facts }: Row) {
    const isFirst = this.pendingRows === 0n || this.size >= this.pendingRows;
    const seq = isFirst ? this.size + 1n : this.pendingRows + 1n;
    this.pendingRows = seq;
    const moved = kind === 'hold' || kind === 'void' ? 0n : amount;
    const held = this.heldBy(kind, amount, refersTo);
    const leaf = { seq: String(seq), transfer_kind: kind, amount: String(amount), recorded_at: String(AT) };
    return {
      ...leaf,
      refers_to: String(refersTo),
      facts,
      debit: this.side(debit, seq, { debits: moved, heldDebits: held }),
      credit: this.side(credit, seq, { credits: moved, heldCredits: held }),
    };
  }

  private readonly holds = new Map<bigint, bigint>();

  private heldBy(kind: string, amount: bigint, refersTo: bigint): bigint {
    if (kind === 'hold') this.holds.set(this.pendingRows, amount);
    if (kind === 'hold') return amount;
    return kind === 'capture' || kind === 'void' ? -(this.holds.get(refersTo) ?? 0n) : 0n;
  }

  private side(path: string, seq: bigint, more: Partial<Sums>): Json {
    const of = this.sums.get(path) as Sums;
    const prev_seq = String(of.last);
    for (const [name, value] of Object.entries(more)) of[name as keyof Sums] += value;
    of.number += 1n;
    of.last = seq;
    const after = { credits_after: String(of.credits), debits_after: String(of.debits) };
    return { path, account_seq: String(of.number), prev_seq, ...after };
  }
}

const row = (debit: string, credit: string, amount: bigint, more: Partial<Row> = {}): Row => ({
  kind: 'post',
  debit,
  credit,
  amount,
  refersTo: 0n,
  facts: '',
  ...more,
});

function ask({ kind, debit, credit, amount, refersTo, facts }: Row, more: Json = {}): Json {
  return {
    amount: String(amount),
    credit,
    debit,
    facts,
    kind,
    refers_to: String(refersTo),
    rest: null,
    up_to: false,
    ...more,
  };
}

/** A ledger with something of everything, without signed heads: what is changed shows by itself. */
function someBooks(): Export {
  return new Export()
    .open(S)
    .open(A)
    .open(B)
    .open(C)
    .open(R)
    .entry(1, [row(S, A, 100n)]) // 1
    .entry(2, [row(A, B, 30n, { facts: 'ab'.repeat(32) }), row(A, C, 10n)]) // 2, 3
    .entry(3, [row(A, B, 20n, { kind: 'hold' })]) // 4
    .entry(4, [row(A, B, 15n, { kind: 'capture', refersTo: 4n })]) // 5
    .entry(5, [row(B, A, 10n, { kind: 'reversal', refersTo: 2n })]) // 6
    .note('rules') // 7
    .entry(6, [row(A, B, 20n, { kind: 'hold' })]) // 8
    .entry(7, [row(A, B, 20n, { kind: 'void', refersTo: 8n })]) // 9
    .entry(8, [row(A, C, 55n), row(S, C, 45n)], [ask(row(A, C, 100n), { up_to: true, rest: { credit: C, debit: S } })]) // 10, 11
    .entry(9, [row(B, C, 35n)], [ask(row(B, C, 100n), { up_to: true })]) // 12
    .entry(10, [row(R, A, 9n), row(A, R, 4n)]) // 13, 14
    .move('close', AT - 5n, null) // 15
    .entry(11, [row(S, A, 1n)]) // 16
    .move('reopen', null, AT - 5n); // 17
}

const whole = (): Export => someBooks().end();

describe('the audit of an exported ledger', () => {
  it('finds nothing in one that is whole, and says how much it has looked at', async () => {
    const books = someBooks();
    const report = await books.checkpoint().end().audit();
    expect(report).toEqual({
      isSound: true,
      breaks: [],
      checked: { leaves: 17n, signed: 17n, accounts: 5, checkpoints: 1, periodMoves: 2 },
      root: books.root,
    });
  });

  it('believes no more than what signed heads cover', async () => {
    expect((await someBooks().checkpoint().note('more').end().audit()).checked).toMatchObject({
      leaves: 18n,
      signed: 17n,
    });
    expect((await whole().audit()).checked).toMatchObject({ signed: 0n, checkpoints: 0 });
  });

  it('passes over empty lines', async () => {
    const lines = whole().lines.flatMap((line) => [JSON.stringify(line), '']);
    expect((await auditLedger(lines)).breaks).toEqual([]);
  });

  it('stops counting at 100 breaks', async () => {
    const { breaks } = await auditLedger(Array.from({ length: 150 }, () => 'x'));
    expect(breaks).toHaveLength(100);
  });
});

describe('the audit names', () => {
  it('lines that cannot be read, by their number', async () => {
    expect((await auditLedger(['', '{', '[]', '{"what":1}', '{"end":{"size":"0"}}'])).breaks).toEqual([
      { rule: 'form', at: 'line 2', message: 'line is not JSON' },
      {
        rule: 'form',
        at: 'line 3',
        message: expect.stringMatching(
          /^line is none of ledger, account, entry, note, period, checkpoint, balance, end$/,
        ),
      },
      { rule: 'form', at: 'line 4', message: expect.stringContaining('line is none of') },
      { rule: 'form', at: 'line 5', message: 'line comes before the ledger line' },
      { rule: 'form', at: 'line 1', message: 'does not say which ledger this is' },
      { rule: 'I4', at: 'position 1', message: 'is missing: the ledger has 0 leaves' },
    ]);
  });

  it('a member that is missing, wrong or too much', async () => {
    const books = whole().spoil('note', 0, (note) => delete note['topic']);
    expect((await books.breaks())[0]).toBe('form line 12: note.topic is missing');
    expect(
      (
        await whole()
          .spoil('note', 0, (note) => (note['hash'] = 'AB'))
          .breaks()
      )[0],
    ).toBe('form line 12: note.hash is not 64 lower-case hex digits');
    expect(
      (
        await whole()
          .spoil('note', 0, (note) => (note['more'] = 1))
          .breaks()
      )[0],
    ).toBe('form line 12: note.more does not belong here');
  });

  it('a member by its name, which cannot steer the terminal that it is shown on', async () => {
    const books = whole().spoil('note', 0, (note) => (note['x\u001b[2J\u202e'] = 1));
    expect((await books.breaks())[0]).toBe('form line 12: note.x?[2J? does not belong here');
  });

  it('a ledger that ends early, or goes on', async () => {
    const early = whole();
    early.lines.pop();
    expect(await early.breaks()).toEqual(['I4 position 18: is missing: the ledger has 17 leaves']);
    const longer = whole().spoil('ledger', 0, (ledger) => (ledger['size'] = '18'));
    expect(await longer.breaks()).toEqual(['I4 position 18: is missing: the ledger has 18 leaves']);
  });

  it('a move of a period out of its order (I4)', async () => {
    const books = whole().spoil('period', 0, (period) => (period['seq'] = '14'));
    expect(await books.breaks()).toEqual(['I4 position 14: comes where 15 must stand']);
  });

  it('rows out of their order, and recorded time that goes back (I4)', async () => {
    expect(
      await whole()
        .spoil('note', 0, (note) => (note['seq'] = '8'))
        .breaks(),
    ).toEqual(['I4 position 8: comes where 7 must stand']);
    expect(
      await whole()
        .spoil('note', 0, (note) => (note['recorded_at'] = String(AT - 1n)))
        .breaks(),
    ).toEqual(['I4 position 7: is recorded before the one in front of it']);
  });

  it('an account that is opened twice (I3), or is not what the chart says', async () => {
    expect(await new Export().open(S).open(S).end().breaks()).toEqual([`I3 ${S} GBPT/2: is opened twice`]);
    const odd: [string, Json][] = [
      [A, { min_balance: null }],
      [A, { natural_side: 'debit' }],
      [A, { owner: null }],
      [S, { owner: ID }],
      [S, { min_balance: '0' }],
    ];
    for (const [path, more] of odd) {
      const said = [`chart ${path} GBPT/2: is not what the chart of accounts says of its path`];
      expect(await new Export().open(path, more).end().breaks()).toEqual(said);
    }
  });

  it('a row between one account, or on one that is not open (I1)', async () => {
    const toItself = whole().spoilLeaf(3, (leaf) => (leaf.credit['path'] = A));
    expect(await toItself.breaks()).toContain('I1 transfer 3: moves nothing: both sides are one account');
    const nowhere = whole().spoilLeaf(3, (leaf) => (leaf.credit['path'] = `payee:${ID}:unfunded`));
    expect(await nowhere.breaks()).toContain(
      `I1 transfer 3: moves GBPT/2 on payee:${ID}:unfunded, which is not opened`,
    );
  });

  it.each([
    ['account_seq', '9', `I4 transfer 3: is not number 3 of ${A} after 2`],
    ['prev_seq', '1', `I4 transfer 3: is not number 3 of ${A} after 2`],
    ['debits_after', '39', `I3 transfer 3: leaves ${A} elsewhere than its rows: 40 | 100`],
    ['credits_after', '99', `I3 transfer 3: leaves ${A} elsewhere than its rows: 40 | 100`],
  ])('a side with another %s than its rows make, and goes on from there', async (field, value, said) => {
    const breaks = await whole()
      .spoilLeaf(3, (leaf) => (leaf.debit[field] = value))
      .breaks();
    expect(breaks[0]).toBe(said);
    expect(breaks).toHaveLength(field === 'prev_seq' ? 1 : 2);
  });

  it('a limit that is passed, holds counted (I7)', async () => {
    const over = new Export()
      .open(S)
      .open(A)
      .open(B)
      .entry(1, [row(S, A, 10n), row(A, B, 11n)])
      .end();
    expect(await over.breaks()).toEqual([`I7 transfer 2: leaves -1 free on ${A}`]);
    const held = new Export().open(S).open(A).open(B);
    held
      .entry(1, [row(S, A, 10n)])
      .entry(2, [row(A, B, 6n, { kind: 'hold' })])
      .entry(3, [row(A, B, 5n)])
      .end();
    expect(await held.breaks()).toEqual([`I7 transfer 3: leaves -1 free on ${A}`]);
    const debit = new Export()
      .open(S)
      .open(R)
      .entry(1, [row(R, S, 10n)])
      .entry(2, [row(S, R, 6n, { kind: 'hold' })]);
    expect(
      await debit
        .entry(3, [row(S, R, 5n)])
        .end()
        .breaks(),
    ).toEqual([`I7 transfer 3: leaves -1 free on ${R}`]);
  });

  it('a capture or void that resolves no open hold of its own (I9)', async () => {
    const said = (seq: number, of: number): string => `I9 transfer ${seq}: does not resolve an open hold at ${of}`;
    expect(
      await whole()
        .spoilLeaf(5, (leaf) => (leaf['refers_to'] = '2'))
        .breaks(),
    ).toContain(said(5, 2));
    expect(
      await whole()
        .spoilLeaf(9, (leaf) => (leaf['refers_to'] = '4'))
        .breaks(),
    ).toContain(said(9, 4));
    expect(
      await whole()
        .spoilLeaf(5, (leaf) => (leaf['amount'] = '21'))
        .breaks(),
    ).toContain(said(5, 4));
    expect(
      (
        await whole()
          .spoilLeaf(5, (leaf) => (leaf['amount'] = '20'))
          .breaks()
      ).join(),
    ).not.toContain('I9');
    expect(
      await whole()
        .spoilLeaf(9, (leaf) => (leaf['amount'] = '19'))
        .breaks(),
    ).toContain(said(9, 8));
    expect(
      await whole()
        .spoilLeaf(5, (leaf) => (leaf.credit['path'] = C))
        .breaks(),
    ).toContain(said(5, 4));
    expect(
      await whole()
        .spoilLeaf(5, (leaf) => (leaf.debit['path'] = C))
        .breaks(),
    ).toContain(said(5, 4));
  });

  it('a reversal of what cannot be reversed, or of more than there was (I12)', async () => {
    const at = async (refersTo: string, amount: string): Promise<string[]> => {
      const books = whole().spoilLeaf(6, (leaf) => Object.assign(leaf, { refers_to: refersTo, amount }));
      return (await books.breaks()).filter((line) => line.startsWith('I12'));
    };
    expect(await at('2', '30')).toEqual([]);
    expect(await at('5', '15')).toEqual([]);
    expect(await at('2', '31')).toEqual(['I12 transfer 6: takes the reversals of 2 to 31 of 30']);
    expect(await at('4', '1')).toEqual(['I12 transfer 6: cannot reverse 4']);
    expect(await at('99', '1')).toEqual(['I12 transfer 6: cannot reverse 99']);
    const twice = new Export()
      .open(S)
      .open(A)
      .entry(1, [row(S, A, 10n), row(S, A, 90n)]);
    for (const n of [2, 3]) twice.entry(n, [row(A, S, 6n, { kind: 'reversal', refersTo: 1n })]);
    expect((await twice.end().breaks())[0]).toBe('I12 transfer 4: takes the reversals of 1 to 12 of 10');
  });

  it('an id that is booked twice (I8)', async () => {
    const books = new Export()
      .open(S)
      .open(A)
      .entry(1, [row(S, A, 1n)])
      .entry(1, [row(S, A, 1n)])
      .end();
    expect(await books.breaks()).toEqual(['I8 entry 018f6a2e-7c00-7000-8000-000000000001 at 2: is booked twice']);
  });

  it.each<[string, (asked: Json[]) => void]>([
    ['more', ([asked]) => (asked!['amount'] = '101')],
    ['less', ([asked]) => (asked!['amount'] = '54')],
    ['no rest', ([asked]) => (asked!['rest'] = null)],
    ['a rest from elsewhere', ([asked]) => (asked!['rest'] = { credit: C, debit: R })],
    ['a rest to elsewhere', ([asked]) => (asked!['rest'] = { credit: R, debit: S })],
    ['another kind', ([asked]) => (asked!['kind'] = 'hold')],
    ['other facts', ([asked]) => (asked!['facts'] = 'cd'.repeat(32))],
    ['another original', ([asked]) => (asked!['refers_to'] = '1')],
    ['another payer', ([asked]) => (asked!['debit'] = R)],
    ['another payee', ([asked]) => (asked!['credit'] = R)],
    ['one thing more', (asked) => asked.push(ask(row(S, A, 1n)))],
  ])('an entry that booked something else than was asked for: %s (I8)', async (_what, change) => {
    const books = whole().spoil('entry', 7, (entry) => change(entry['transfers'] as Json[]));
    expect(await books.breaks()).toEqual([
      'I8 entry 018f6a2e-7c00-7000-8000-000000000008 at 10: booked something else than was asked for',
    ]);
  });

  it('an entry that booked less than was asked for, unless that was "up to" and without a rest (I8)', async () => {
    const exact = whole().spoil('entry', 8, (entry) => ((entry['transfers'] as Json[])[0]!['up_to'] = false));
    expect(await exact.breaks()).toEqual([
      'I8 entry 018f6a2e-7c00-7000-8000-000000000009 at 12: booked something else than was asked for',
    ]);
  });

  it.each(['debits', 'credits', 'pending_debits', 'pending_credits', 'account_seq', 'last_seq'])(
    'a balance that shows other %s than its rows make (I3)',
    async (field) => {
      const books = whole().spoil(
        'balance',
        1,
        (balance) => (balance[field] = String(BigInt(balance[field] as string) + 1n)),
      );
      const breaks = await books.breaks();
      expect(breaks[0]).toBe(`I3 ${A} GBPT/2: shows another balance than its rows make`);
    },
  );

  it('a balance that is not shown, or shown of nothing (I3), and debits that are not credits (I2)', async () => {
    const books = whole();
    books.lines = books.lines.filter((line) => (line['balance'] as Json | undefined)?.['path'] !== R);
    expect(await books.breaks()).toEqual([
      `I3 ${R} GBPT/2: does not show its balance`,
      'I2 GBPT/2: debits − credits is -5',
    ]);
    const other = whole().spoil('balance', 0, (balance) => (balance['path'] = 'equity:opening'));
    expect(await other.breaks()).toEqual([
      'I3 equity:opening GBPT/2: shows another balance than its rows make',
      `I3 ${S} GBPT/2: does not show its balance`,
    ]);
  });

  it('an account that starts again from nothing behind its balance (I3), though the log says so and all adds up', async () => {
    const books = new Export()
      .open(S)
      .open(A)
      .entry(1, [row(S, A, 10n)]);
    const totals = { debits: '0', credits: '10', pending_debits: '0', pending_credits: '0' };
    books.lines.push({ balance: { path: A, asset: 'GBPT/2', ...totals, account_seq: '1', last_seq: '1' } });
    books
      .open(A)
      .entry(2, [row(S, A, 5n)])
      .checkpoint()
      .end();
    expect((await books.breaks())[0]).toBe('form line 6: line comes behind a balance');
  });

  it('anything behind the end, and a second ledger line', async () => {
    const books = whole();
    books.lines.push(books.lines[0] as Json);
    expect(await books.breaks()).toEqual([`form line ${books.lines.length}: line comes behind the end`]);
    const twice = whole();
    twice.lines.splice(1, 0, twice.lines[0] as Json);
    expect(await twice.breaks()).toEqual(['form line 2: line is a second ledger line']);
  });

  it('what takes effect in a closed period, and moves that are not what they say (I11)', async () => {
    const at = (name: string, nth: number, change: (of: Json) => unknown) => whole().spoil(name, nth, change).breaks();
    const late = await at('entry', 10, (entry) => (entry['effective_at'] = String(AT - 6n)));
    expect(late).toEqual([`I11 transfer 16: takes effect at ${AT - 6n}, the books are closed until ${AT - 5n}`]);
    expect(await at('entry', 10, (entry) => (entry['effective_at'] = String(AT - 5n)))).toEqual([]);
    expect(await at('period', 0, (move) => (move['by'] = 'ben'))).toEqual([
      'I11 position 15: has another hash than its move of a period',
    ]);
    const ways = new Export().move('close', 5n, 9n).move('reopen', 7n, 5n).move('close', 7n, 7n).move('reopen', 7n, 7n);
    expect(await ways.end().breaks()).toEqual([
      'I11 position 1: moves from 9, but the books are closed until nothing',
      'I11 position 1: is a close that goes the other way',
      'I11 position 2: is a reopen that goes the other way',
      'I11 position 3: is a close that goes the other way',
      'I11 position 4: is a reopen that goes the other way',
    ]);
    expect(await new Export().move('reopen', null, null).move('close', null, null).end().breaks()).toEqual([
      'I11 position 1: is a reopen that goes the other way',
      'I11 position 2: is a close that goes the other way',
    ]);
    expect(await new Export().note('ledger.period').end().breaks()).toEqual([
      'I11 position 1: moves a period and does not say how',
    ]);
  });

  it('a signed head that is not the root of its leaves, or signs another (I10)', async () => {
    const rewritten = someBooks()
      .checkpoint()
      .end()
      .spoilLeaf(3, (leaf) => (leaf['facts'] = 'ef'.repeat(32)));
    expect(await rewritten.breaks()).toContain('I10 checkpoint 17: is not the root of its leaves');
    const early = someBooks()
      .checkpoint()
      .end()
      .spoil('checkpoint', 0, (of) => (of['size'] = '16'));
    expect(await early.breaks()).toEqual(['I10 checkpoint 16: is not the root of its leaves']);
    for (const other of [{ root: 'ab'.repeat(32) }, { size: '16' }, { origin: 'log.example/other' }]) {
      expect(await someBooks().checkpoint(other).end().breaks()).toEqual(['I10 checkpoint 17: signs another head']);
    }
  });

  it('a signed head that somebody else signed, or whose signature is wrong (I10)', async () => {
    expect(await someBooks().checkpoint({ seed: 2 }).end().breaks()).toEqual([
      expect.stringMatching(/^I10 checkpoint 17: has a signature that is /),
    ]);
    const trusted = { publicKey: verifierKey(2).text };
    expect(await someBooks().checkpoint({ seed: 2 }).end().breaks(trusted)).toEqual([]);
    expect((await someBooks().checkpoint().end().audit(trusted)).checked.signed).toBe(0n);
  });

  it('a signed head whose signature cannot be checked here, or that only we can check (I10)', async () => {
    const books = someBooks().checkpoint().end();
    expect(await books.breaks({ ed25519: () => Promise.resolve(undefined) })).toEqual([
      'I10 checkpoint 17: has a signature that is unavailable',
    ]);
    const { checked } = await someBooks()
      .checkpoint()
      .end()
      .audit({ ed25519: () => Promise.resolve(true) });
    expect(checked.signed).toBe(17n);
  });

  it('a capture or a reversal in another asset than what it refers to (I9, I12)', async () => {
    const inEuro = { asset: 'EURT/2' };
    const books = new Export()
      .open(S)
      .open(A)
      .open(S, inEuro)
      .open(A, inEuro)
      .entry(1, [row(S, A, 10n), row(S, A, 7n, { kind: 'hold' })])
      .entry(2, [row(S, A, 7n, { kind: 'capture', refersTo: 2n })], undefined, inEuro)
      .entry(3, [row(A, S, 10n, { kind: 'reversal', refersTo: 1n })], undefined, inEuro);
    const breaks = await books.end().breaks();
    expect(breaks.filter((line) => /^I(9|12) /.test(line))).toEqual([
      'I9 transfer 3: does not resolve an open hold at 2',
      'I12 transfer 4: cannot reverse 1',
    ]);
  });

  it('a published head that these books do not lead to (I10)', async () => {
    const books = someBooks();
    const { root } = books;
    books.note('more').end();
    const where = 'the anchor';
    expect(await books.breaks({ published: [{ size: 18n, root: books.root, where }] })).toEqual([]);
    expect(await books.breaks({ published: [{ size: 17n, root, where }] })).toEqual([]);
    expect(
      await books.breaks({
        published: [
          { size: 16n, root, where },
          { size: 19n, root, where },
        ],
      }),
    ).toEqual([
      'I10 published head 16: is not the root that the anchor has: history was rewritten',
      'I10 published head 19: the anchor has more leaves than these books',
    ]);
    expect(await books.breaks({ published: [{ size: 0n, root, where }] })).toEqual([
      'I10 published head 0: is not the root that the anchor has: history was rewritten',
    ]);
    const nothing = toHex(hash(''));
    expect(await books.breaks({ published: [{ size: 0n, root: nothing, where }] })).toEqual([]);
  });

  it('each asset by itself', async () => {
    const other = new Export('EURT/2')
      .open(S)
      .open(A)
      .entry(1, [row(S, A, 5n)]);
    expect(await other.end().breaks()).toEqual([]);
    expect(canonicalJson(other.lines[1], '')).toContain('EURT/2');
  });
});

describe('the chart that the audit knows', () => {
  const contract = `31337:${'ab'.repeat(20)}`;
  const lines: [string, string, string | null][] = [
    [`custody:chain:${contract}`, 'debit', '0'],
    [`custody:settler:${contract}`, 'debit', '0'],
    ['custody:bank:main', 'debit', null],
    ['custody:gas:31337', 'debit', null],
    ...['prepaid', 'leased', 'escrow', 'recovering'].map((part): [string, string, string] => [
      `org:${ID}:${part}`,
      'credit',
      '0',
    ]),
    [`org:${ID}:receivable`, 'debit', '0'],
    ...['unfunded', 'pending', 'payable', 'settling:bank'].map((part): [string, string, string] => [
      `payee:${ID}:${part}`,
      'credit',
      '0',
    ]),
    [`payee:${ID}:paid:bank`, 'debit', '0'],
    [`payee:${ID}:receivable`, 'debit', '0'],
    ['platform:fees', 'credit', null],
    ['platform:ads', 'credit', null],
    ['platform:gas', 'debit', null],
    ['platform:bad-debt', 'debit', null],
    ['tax:uk:withheld', 'credit', '0'],
    ['fx:eurt:liquidity', 'credit', '0'],
    ['interbook:uk:due-to', 'credit', '0'],
    ['interbook:uk:due-from', 'debit', '0'],
    ['fx:eurt:rounding', 'credit', null],
    ['suspense', 'credit', null],
    ['equity:opening', 'credit', null],
    ['equity:drawings', 'credit', null],
  ];

  it.each(lines)('has %s, which grows by %s with the limit %s', async (path, natural_side, min_balance) => {
    const said = [`chart ${path} GBPT/2: is not what the chart of accounts says of its path`];
    expect(await new Export().open(path, { natural_side, min_balance }).end().breaks()).toEqual([]);
    const other = { natural_side: natural_side === 'debit' ? 'credit' : 'debit', min_balance };
    expect(await new Export().open(path, other).end().breaks()).toEqual(said);
    const limit = { natural_side, min_balance: min_balance === null ? '0' : null };
    expect(await new Export().open(path, limit).end().breaks()).toEqual(said);
  });

  it('has accounts of nobody whose path names one in another place', async () => {
    for (const path of ['tax:org:withheld', 'interbook:payee:due-to']) {
      expect(
        await new Export().open(path, { natural_side: 'credit', min_balance: '0', owner: null }).end().breaks(),
      ).toEqual([]);
    }
  });

  it.each(['suspense:more', 'platform:other', `org:${ID}:secret`, `org:${ID}:prepaid:more`, 'more:suspense'])(
    'does not have %s',
    async (path) => {
      const breaks = await new Export().open(path).end().breaks();
      expect(breaks).toEqual([`chart ${path} GBPT/2: is not what the chart of accounts says of its path`]);
    },
  );
});
