import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { type EpochMs, FixedClock, type Id, type Minor, asset, sha256 } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import type { Tx } from '#platform/database';
import { accounts } from '../index.ts';
import type { Account } from '../domain/account.ts';
import type { BookedEntry, DecidedEntry, DecidedSide, DecidedTransfer, Original } from '../domain/decide.ts';
import type { EntryDraft } from '../domain/entry.ts';
import { noteLeafHash } from '../domain/leaf.ts';
import { type TestLedger, aLedger } from '../testing.ts';
import { type Attack, DishonestStore, refusal } from '../testing/dishonest-store.ts';
import { GBPT, NOW, VAULT, aDeposit, aTransfer, anEntry, anOrganisation } from '../testing/some-entries.ts';
import { PostEntries } from '../use-cases/post-entries/post-entries.ts';
import type { DecidedNote } from './ledger.store.ts';
import { PgLedgerStore } from './pg-ledger.store.ts';

type Change = (transfer: DecidedTransfer, entry: DecidedEntry) => DecidedTransfer;

/** Changes each transfer. */
function changing(change: Change): Attack {
  return {
    entries: (entries) =>
      entries.map((entry) => ({ ...entry, transfers: entry.transfers.map((transfer) => change(transfer, entry)) })),
  };
}

/** Changes the account as one side of a row leaves it. */
function leaving(side: DecidedSide, change: (account: Account) => Partial<Account>): DecidedSide {
  return { ...side, account: { ...side.account, ...change(side.account) } };
}

/** An insert of the last transfer once more at the next position under a new id, with some columns changed. */
function copyOfLast(changes: Readonly<Record<string, string>>): string {
  const columns =
    `seq amount debit_account_id credit_account_id effective_at recorded_at debit_account_seq debit_prev_seq
    debit_credits_after debit_debits_after credit_account_seq credit_prev_seq credit_credits_after credit_debits_after
    entry_id kind asset transfer_count content_hash metadata`.split(/\s+/);
  const values: Record<string, string> = { seq: 'seq + 1', entry_id: 'gen_random_uuid()', ...changes };
  const select = columns.map((column) => values[column] ?? column).join(', ');
  return `insert into ledger.transfer (${columns.join(', ')}) select ${select} from ledger.transfer
    where transfer_count = 1 order by seq desc limit 1`;
}

describe('PostgreSQL refuses, as the application role,', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const clock = new FixedClock(NOW);
  const [merchant, payee] = [anOrganisation(), anOrganisation()];
  const { prepaid, pending } = { prepaid: accounts.prepaid(merchant), pending: accounts.pending(payee) };
  let saleSeq = 0n;

  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, clock);
    await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [aDeposit(merchant, 1_000n)]));
    const [sale] = await db.unitOfWork.run((tx) =>
      ledger.postEntries.execute(tx, [anEntry([aTransfer(prepaid, pending, 100n)])]),
    );
    saleSeq = sale?.transfers[0]?.seq ?? 0n;
  });
  afterAll(async () => {
    const report = await ledger.checkMoney.execute();
    await db.close();
    expect(report).toMatchObject({ isSound: true, breaks: [] });
  });

  /** Posts `draft` with the attack; answers what PostgreSQL said. */
  function attack(how: Attack, draft: EntryDraft = anEntry([aTransfer(prepaid, pending, 10n)])): Promise<string> {
    const posting = new PostEntries(new DishonestStore(how), clock);
    return refusal(db.unitOfWork.run((tx) => posting.execute(tx, [draft])));
  }

  it('does not refuse an honest posting', async () => {
    await expect(attack({})).resolves.toBe('nothing was refused');
  });

  it('an amount of zero or less (I1)', async () => {
    await expect(attack(changing((t) => ({ ...t, amount: 0n as Minor })))).resolves.toBe('i1_amount_is_positive');
    await expect(attack(changing((t) => ({ ...t, amount: -1n as Minor })))).resolves.toBe('i1_amount_is_positive');
  });

  it('one account on both sides, or one that is not there (I1)', async () => {
    await expect(attack(changing((t) => ({ ...t, credit: t.debit })))).resolves.toBe('i1_two_accounts');
    const nowhere: Change = (t) => ({ ...t, credit: { ...t.credit, account: { ...t.credit.account, id: 999_999n } } });
    await expect(attack(changing(nowhere))).resolves.toBe('i1_two_accounts');
  });

  it('two assets in one transfer (I1)', async () => {
    const euro = asset('EURT/2');
    await db.unitOfWork.run((tx) =>
      ledger.registerAsset.execute(tx, euro, { chainId: 1n, address: `0x${'cd'.repeat(20)}`, unitScale: 1n }),
    );
    const inEuro = anEntry([aTransfer(accounts.custody(VAULT), prepaid, 10n)], { asset: euro });
    await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [inEuro]));
    const [other] = await ledger.readBalances.execute([{ path: prepaid, asset: euro }]);
    const swap: Change = (t) => ({
      ...t,
      debit: { ...t.debit, account: { ...t.debit.account, id: other?.account?.id ?? 0n } },
    });
    await expect(attack(changing(swap))).resolves.toBe('i1_one_asset');
  });

  it('an entry without its transfers, or with some of them (I2)', async () => {
    const promise = (entries: readonly DecidedEntry[]): DecidedEntry[] =>
      entries.map((entry) => ({ ...entry, transfers: entry.transfers.slice(0, 1) }));
    const two = anEntry([aTransfer(prepaid, pending, 1n), aTransfer(prepaid, pending, 2n)]);
    await expect(attack({ entries: promise }, two)).resolves.toBe('i8_entry_is_what_its_hash_says');
    // An entry that claims more rows than come, and rows that nobody claims.
    for (const claim of ['transfer_count + 1', 'null']) {
      await expect(refusal(db.ownerQuery(copyOfLast({ transfer_count: claim })))).resolves.toMatch(/^(i8|entry_is)_/);
    }
    const entryOnly = `insert into ledger.entry select gen_random_uuid(), h.seq + 1, now(), h.recorded_at, 1, sha256(''), '{}', null from ledger.head h`;
    await expect(refusal(db.database.query(entryOnly))).resolves.toBe('42501');
  });

  it('running totals that are not the replay of the rows (I3)', async () => {
    const more: Change = (t) => ({
      ...t,
      credit: leaving(t.credit, ({ credits }) => ({ credits: credits + 1n })),
    });
    await expect(attack(changing(more))).resolves.toBe('i3_balance_is_replay_of_rows');
    const less: Change = (t) => ({
      ...t,
      debit: leaving(t.debit, ({ debits }) => ({ debits: debits - 1n })),
    });
    await expect(attack(changing(less))).resolves.toBe('i3_balance_is_replay_of_rows');
  });

  it('a gap, a repetition or another order in the log (I4)', async () => {
    await expect(attack(changing((t) => ({ ...t, seq: t.seq + 1n })))).resolves.toBe('i4_log_is_gapless');
    await expect(attack(changing((t) => ({ ...t, seq: t.seq - 1n })))).resolves.toBe('transfer_0_pkey');
    await expect(attack(changing((t) => ({ ...t, seq: t.seq + (1n << 40n) })))).resolves.toBe('23514'); // No part of history is there.
  });

  it('a gap or a false link in an account (I4)', async () => {
    const skip: Change = (t) => ({
      ...t,
      debit: leaving(t.debit, ({ accountSeq }) => ({ accountSeq: accountSeq + 1n })),
    });
    await expect(attack(changing(skip))).resolves.toBe('i4_account_is_gapless');
    const relink: Change = (t) => ({ ...t, credit: { ...t.credit, prevSeq: 0n } });
    await expect(attack(changing(relink))).resolves.toBe('i4_account_is_gapless');
  });

  it('recorded time that goes back (I4)', async () => {
    const back = (entries: readonly DecidedEntry[]): DecidedEntry[] =>
      entries.map((entry) => ({ ...entry, recordedAt: (NOW - 1) as EpochMs }));
    await expect(attack({ entries: back })).resolves.toBe('i4_log_is_gapless');
  });

  it('every change of history, and of balances (I5, I6)', async () => {
    const statements = [
      ...['transfer', 'note', 'tile', 'tail', 'checkpoint', 'account', 'head', 'book', 'asset', 'peg', 'chart'].flatMap(
        (table) => [`delete from ledger.${table}`, `truncate ledger.${table} cascade`],
      ),
      'update ledger.transfer set amount = amount + 1',
      `update ledger.entry set metadata = '{}'`,
      `update ledger.note set topic = 'x'`,
      'update ledger.tile set level = 1',
      'update ledger.checkpoint set size = 0',
      'update ledger.account set credits = credits + 1',
      'update ledger.account set min_balance = null',
      'update ledger.account set pending_debits = 0',
      'update ledger.account set closed_at = now()',
      'update ledger.head set seq = 0',
      `update ledger.tail set hashes = ''`,
      'delete from ledger.entry',
      'update ledger.chart set min_balance = null',
      `insert into ledger.account (path, asset, line, kind, natural_side) values ('platform:fees', 'GBPT/2', 'platform:fees', 'income', 'credit')`,
      `insert into ledger.asset (code) values ('USDT/2')`,
      `insert into ledger.chart select 'x', '^x$', 'asset', 'debit', null, false, null, ''`,
      'alter table ledger.transfer disable trigger all',
      'drop table ledger.note',
      `select ledger.refuse('x', 'y')`,
      'select * from ledger.head for update',
      'do $$ begin lock table ledger.transfer; end $$',
      'set session_replication_role = replica',
    ];
    for (const statement of statements) {
      expect([statement, await refusal(db.database.query(statement))]).toEqual([statement, '42501']);
    }
  });

  it('an insert that changes what is there', async () => {
    const upsert =
      'insert into ledger.transfer select * from ledger.transfer limit 1 on conflict (seq) do update set amount = 1';
    await expect(refusal(db.database.query(upsert))).resolves.toBe('42501');
  });

  it('to go below a limit (I7)', async () => {
    const lifted: Attack = { accounts: (account) => ({ ...account, minBalance: null }) };
    await expect(attack(lifted, anEntry([aTransfer(prepaid, pending, 5_000n)]))).resolves.toBe('i7_limit_holds');
    // Even when the last row of the batch makes it good again.
    const thereAndBack = anEntry([aTransfer(prepaid, pending, 5_000n), aTransfer(pending, prepaid, 5_000n)]);
    await expect(attack(lifted, thereAndBack)).resolves.toBe('i7_limit_holds');
  });

  it('a closed account', async () => {
    const closed = accounts.withheld('uk');
    await db.unitOfWork.run((tx) => ledger.closeAccount.execute(tx, { path: closed, asset: GBPT }));
    const reopened: Attack = { accounts: (account) => ({ ...account, closedAt: null }) };
    await expect(attack(reopened, anEntry([aTransfer(prepaid, closed, 1n)]))).resolves.toBe(
      'i7_closed_accounts_take_nothing',
    );
    await expect(attack({}, anEntry([aTransfer(prepaid, closed, 1n)]))).resolves.toBe('ledger.account_closed');
  });

  it('an id that is booked already (I8)', async () => {
    const draft = anEntry([aTransfer(prepaid, pending, 3n)]);
    await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [draft]));
    class Forgetful extends PgLedgerStore {
      override findEntries(): Promise<Map<Id<'Entry'>, BookedEntry>> {
        return Promise.resolve(new Map());
      }
    }
    const posting = new PostEntries(new Forgetful(), clock);
    await expect(refusal(db.unitOfWork.run((tx) => posting.execute(tx, [draft])))).resolves.toBe(
      'transfer_0_i8_id_counts_once',
    );
  });

  it('an entry that is not what its hash says (I8)', async () => {
    const forge = (change: (entry: DecidedEntry) => DecidedEntry): Attack => ({
      entries: (entries) => entries.map(change),
    });
    const forgeries = [
      forge((entry) => ({ ...entry, metadata: '{"reason":"gift"}' })),
      forge((entry) => ({ ...entry, requested: '[]' })),
      forge((entry) => ({ ...entry, contentHash: sha256('other').toString('hex') })),
      forge((entry) => ({ ...entry, draft: { ...entry.draft, effectiveAt: (NOW + 1) as EpochMs } })),
      changing((t) => ({ ...t, facts: Buffer.alloc(32, 9) })),
      changing((t) => ({
        ...t,
        amount: (t.amount + 1n) as Minor,
        debit: leaving(t.debit, ({ debits }) => ({ debits: debits + 1n })),
        credit: leaving(t.credit, ({ credits }) => ({ credits: credits + 1n })),
      })),
    ];
    for (const forgery of forgeries) await expect(attack(forgery)).resolves.toBe('i8_entry_is_what_its_hash_says');
  });

  it('notes out of place or with another leaf (I4, I10)', async () => {
    const store = new PgLedgerStore();
    const append = (change: (note: DecidedNote) => DecidedNote): Promise<string> =>
      refusal(
        db.unitOfWork.run(async (tx) => {
          const head = await store.takeHead(tx);
          const leaf = { seq: head.seq + 1n, topic: 'test', hash: sha256('note'), recordedAt: head.recordedAt };
          const note = change({ ...leaf, leafHash: noteLeafHash(leaf) });
          await store.appendNotes(tx, [note]);
        }),
      );
    await expect(
      append((note) => ({ ...note, seq: note.seq + 1n, leafHash: noteLeafHash({ ...note, seq: note.seq + 1n }) })),
    ).resolves.toBe('i4_log_is_gapless');
    await expect(append((note) => ({ ...note, recordedAt: (note.recordedAt - 1) as EpochMs }))).resolves.toBe(
      'i4_log_is_gapless',
    );
    await expect(append((note) => ({ ...note, topic: 'other' }))).resolves.toBe('i10_leaf_is_recomputed');
    await expect(append((note) => note)).resolves.toBe('nothing was refused');
  });

  it('tiles and checkpoints that the log does not make, and a log that shrinks (I10)', async () => {
    const transfers = Array.from({ length: 300 }, () => aTransfer(prepaid, pending, 1n));
    await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [anEntry(transfers)]));
    const query = (sql: string, params: unknown[]): Promise<string> => refusal(db.database.query(sql, params));
    const tile = 'insert into ledger.tile (level, tile_index, hashes, root) values ($1, $2, $3, $4)';
    const [honest] = await db.ownerQuery<{ hashes: Buffer; root: Buffer }>(
      'select h.hashes, ledger.perfect_root(h.hashes) as root from (select ledger.leaf_hashes(1, 256) as hashes) h',
    );
    const { hashes, root } = honest as { hashes: Buffer; root: Buffer };
    const asOwner = (params: unknown[]): Promise<string> => refusal(db.ownerQuery(tile, params));
    await expect(asOwner([0, 0, Buffer.alloc(8_192), root])).resolves.toBe('i10_root_is_recomputed');
    await expect(asOwner([0, 0, hashes, sha256('root')])).resolves.toBe('i10_root_is_recomputed');
    await expect(asOwner([0, 1, hashes, root])).resolves.toBe('i10_root_is_recomputed');
    await expect(asOwner([1, 0, hashes, root])).resolves.toBe('i10_root_is_recomputed');
    await expect(query(tile, [0, 0, hashes, root])).resolves.toBe('42501');
    await expect(query('select ledger.seal_tiles(0::int2, 1, 2)', [])).resolves.toBe('tile_is_full');

    const checkpoint = `insert into ledger.checkpoint (size, root, signed_note, signed_at) values ($1, $2, 'x', now())`;
    const made = await ledger.makeCheckpoint.execute();
    await expect(query(checkpoint, [made.size - 1n, made.root])).resolves.toBe('i10_size_never_shrinks');
    await expect(query(checkpoint, [made.size + 1n, made.root])).resolves.toBe('i10_size_never_shrinks');
    await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [aDeposit(merchant, 1n)]));
    await expect(query(checkpoint, [made.size + 1n, made.root])).resolves.toBe('i10_root_is_recomputed');
  });

  it('reversals of more than their original (I12)', async () => {
    const forgetful: Attack = { original: (original) => ({ ...original, reversed: 0n, amount: 1_000_000n }) };
    const reverse = (amount: bigint): EntryDraft =>
      anEntry([aTransfer(pending, prepaid, amount, { kind: 'reversal', refersTo: saleSeq })]);
    await expect(attack(forgetful, reverse(101n))).resolves.toBe('i12_reversals_within_original');
    await expect(attack(forgetful, reverse(60n))).resolves.toBe('nothing was refused');
    await expect(attack(forgetful, reverse(41n))).resolves.toBe('i12_reversals_within_original');
    const inTwo = anEntry(
      [20n, 21n].map((amount) => aTransfer(pending, prepaid, amount, { kind: 'reversal', refersTo: saleSeq })),
    );
    await expect(attack(forgetful, inTwo)).resolves.toBe('i12_reversals_within_original');
    await expect(attack(forgetful, reverse(40n))).resolves.toBe('nothing was refused');
  });

  it('to reverse a reversal, a note or nothing (I12)', async () => {
    const [reversal] = await db.ownerQuery<{ seq: bigint }>('select seq from ledger.transfer where kind = 5 limit 1');
    const pretend: Attack = {
      original: (original) => ({ ...original, kind: 'post', reversed: 0n, amount: 1_000_000n }),
    };
    class Inventive extends PgLedgerStore {
      override findOriginals(_tx: Tx, seqs: readonly bigint[]): Promise<Map<bigint, Original>> {
        return Promise.resolve(
          new Map(seqs.map((seq) => [seq, { kind: 'post', asset: GBPT, amount: 1_000n, reversed: 0n }])),
        );
      }
    }
    const reverse = (refersTo: bigint): EntryDraft =>
      anEntry([aTransfer(pending, prepaid, 1n, { kind: 'reversal', refersTo })]);
    await expect(attack(pretend, reverse(reversal?.seq ?? 0n))).resolves.toBe('i12_reversals_within_original');
    const posting = new PostEntries(new Inventive(), clock);
    const [head] = await db.ownerQuery<{ seq: bigint }>('select seq from ledger.head');
    for (const seq of [999_999n, (head?.seq ?? 0n) + 1n]) {
      const drafts = [reverse(seq)];
      await expect(refusal(db.unitOfWork.run((tx) => posting.execute(tx, drafts)))).resolves.toBe(
        'i12_reversals_within_original',
      );
    }
  });

  it('a hold that resolves twice, beyond itself or between others (I9)', async () => {
    const hold = async (): Promise<bigint> => {
      const draft = anEntry([aTransfer(prepaid, pending, 50n, { kind: 'hold' })]);
      const [posted] = await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [draft]));
      return posted?.transfers[0]?.seq ?? 0n;
    };
    // Believes that every hold is open, large, and between the accounts that are asked for.
    const credulous = (debit = prepaid, credit = pending): Attack => ({
      original: (original) => ({ ...original, amount: 50n, hold: { debit, credit, isResolved: false } }),
    });
    const resolve = (kind: 'capture' | 'void', amount: bigint, refersTo: bigint, credit = pending): EntryDraft =>
      anEntry([aTransfer(prepaid, credit, amount, { kind, refersTo })]);
    const larger: Attack = {
      original: (original) => ({
        ...original,
        amount: 60n,
        hold: { debit: prepaid, credit: pending, isResolved: false },
      }),
    };
    const seq = await hold();
    await expect(attack(larger, resolve('capture', 51n, seq))).resolves.toBe('i9_hold_resolves_within_itself');
    await expect(attack(larger, resolve('void', 60n, seq))).resolves.toBe('i9_hold_resolves_within_itself');
    await expect(
      attack(credulous(prepaid, accounts.fees()), resolve('capture', 50n, seq, accounts.fees())),
    ).resolves.toBe('i9_hold_resolves_within_itself');
    await expect(attack(credulous(), resolve('capture', 50n, saleSeq))).resolves.toBe('i9_hold_resolves_within_itself');
    await expect(attack({}, resolve('capture', 20n, seq))).resolves.toBe('nothing was refused');
    await expect(attack(credulous(), resolve('capture', 10n, seq))).resolves.toBe('transfer_0_i9_hold_resolves_once');
    await expect(attack(credulous(), resolve('void', 50n, seq))).resolves.toBe('transfer_0_i9_hold_resolves_once');
  });

  it('to spend or hold what is held (I7)', async () => {
    const rich = anOrganisation();
    const [own, lease] = [accounts.prepaid(rich), accounts.leased(rich)];
    const held = anEntry([aTransfer(own, lease, 80n, { kind: 'hold' })]);
    await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [aDeposit(rich, 100n), held]));
    const blind: Attack = { accounts: (account) => ({ ...account, pendingDebits: 0n }) };
    await expect(attack(blind, anEntry([aTransfer(own, lease, 21n)]))).resolves.toBe('i7_limit_holds');
    await expect(attack(blind, anEntry([aTransfer(own, lease, 21n, { kind: 'hold' })]))).resolves.toBe(
      'i7_limit_holds',
    );
    await expect(attack(blind, anEntry([aTransfer(own, lease, 20n)]))).resolves.toBe('nothing was refused');
  });

  it('to post in a transaction that may see old balances', async () => {
    const client = new Client({ connectionString: db.appUrl });
    await client.connect();
    for (const level of ['repeatable read', 'serializable']) {
      await client.query(`begin isolation level ${level}`);
      await expect(refusal(client.query('select * from ledger.take_head()'))).resolves.toBe('25000');
      await client.query('rollback');
    }
    await client.end();
  });

  it('to be led astray by objects of the session', async () => {
    const client = new Client({ connectionString: db.appUrl });
    await client.connect();
    await client.query(`create temp table head (book_id text, seq int8); create temp table account (id int8)`);
    await client.query(
      `create function pg_temp.sha256(bytea) returns bytea language sql immutable as $$ select ''::bytea $$`,
    );
    const take = await client.query<{ seq: string }>('select * from ledger.take_head()');
    expect(take.rows[0]?.seq).not.toBe('0');
    await client.end();
  });

  it('to open accounts that the chart does not have', async () => {
    const open = (path: string): Promise<unknown> =>
      db.database.query('select ledger.open_accounts($1, $2) as opened', [[path], [GBPT]]);
    const strange = [
      'equity:x',
      'org:x:prepaid',
      `org:${merchant}:prepaid:x`,
      `payee:${payee}:secret`,
      'custody:chain:1:0xab',
      'platform:fees:x',
    ];
    for (const path of strange) expect([path, await open(path)]).toEqual([path, [{ opened: 0n }]]);
    expect(await open('platform:gas')).toEqual([{ opened: 1n }]);
    expect(await open('platform:gas')).toEqual([{ opened: 0n }]);
  });
});

describe('PostgreSQL refuses even a careless owner', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await aDatabase();
    const ledger = aLedger(db);
    await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [aDeposit(anOrganisation(), 1_000n)]));
    await db.unitOfWork.run((tx) => ledger.appendNotes.execute(tx, [{ topic: 'test', hash: sha256('x') }]));
    await ledger.makeCheckpoint.execute();
  });
  afterAll(() => db.close());

  it.each(['transfer', 'note', 'tile', 'checkpoint'])('any UPDATE, DELETE or TRUNCATE of %s (I5)', async (table) => {
    const column = { transfer: 'amount', note: 'topic', tile: 'root', checkpoint: 'signed_note' }[table];
    for (const statement of [
      `update ledger.${table} set ${column} = ${column}`,
      `delete from ledger.${table}`,
      `truncate ledger.${table} cascade`,
    ]) {
      await expect(refusal(db.ownerQuery(statement))).resolves.toBe('i5_history_never_changes');
    }
  });

  it('changes of accounts and of the head behind the history (I6)', async () => {
    for (const statement of [
      'update ledger.account set credits = credits + 1',
      'update ledger.account set pending_credits = pending_credits + 1',
      `update ledger.account set path = path || 'x'`,
      'update ledger.account set min_balance = -1000',
      'update ledger.head set seq = seq + 1',
      `insert into ledger.account (path, asset, line, kind, natural_side, credits) values ('platform:ads', 'GBPT/2', 'platform:ads', 'income', 'credit', 5)`,
    ]) {
      await expect(refusal(db.ownerQuery(statement))).resolves.toBe('i6_balances_change_by_transfers_only');
    }
    await expect(refusal(db.ownerQuery('delete from ledger.account'))).resolves.toBe('i5_history_never_changes');
    await expect(refusal(db.ownerQuery('delete from ledger.head'))).resolves.toBe('i5_history_never_changes');
    await expect(refusal(db.ownerQuery('update ledger.account set closed_at = now()'))).resolves.toBe(
      'account_is_empty_when_closed',
    );
  });

  it('accounts of no line or asset, and lines or assets that go away', async () => {
    const open = (line: string, asset: string): Promise<string> =>
      refusal(
        db.ownerQuery(
          `insert into ledger.account (path, asset, line, kind, natural_side) values ('suspense', $1, $2, 'liability', 'credit')`,
          [asset, line],
        ),
      );
    await expect(open('no-such-line', 'GBPT/2')).resolves.toBe('account_is_of_the_chart');
    await expect(open('suspense', 'NONE/2')).resolves.toBe('account_is_of_the_chart');
    for (const statement of [
      `delete from ledger.chart where line = 'suspense'`,
      `update ledger.chart set line = 'other' where line = 'suspense'`,
      'truncate ledger.chart',
      `delete from ledger.asset where code = 'GBPT/2'`,
      `update ledger.asset set code = 'GBPX/2'`,
      'truncate ledger.asset cascade',
    ]) {
      expect([statement, await refusal(db.ownerQuery(statement))]).toEqual([statement, 'i5_history_never_changes']);
    }
    await expect(open('suspense', 'GBPT/2')).resolves.toBe('nothing was refused');
  });

  it('transfers that do not follow the head (I4)', async () => {
    const gap = copyOfLast({ seq: '99' });
    await expect(refusal(db.ownerQuery(gap))).resolves.toBe('i4_log_is_gapless');
  });
});
