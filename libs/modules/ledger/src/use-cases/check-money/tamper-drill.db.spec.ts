import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, SeededRandom, sha256 } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { NOW, VAULT, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

const DRILLS = 100;
/** A position that nothing stands at, yet in a part of history. */
const AWAY = 1_000_000;

/** One change by somebody with all rights: what is done, and the log position, tile or head that the audit must name. */
type Tampering = { readonly what: string; readonly names: RegExp; readonly sql: readonly string[] };

/** Every column of history, and how one changes a random bit or more of it. */
const TRANSFER_COLUMNS: Readonly<Record<string, string>> = {
  amount: 'amount # (1::int8 << :bit)',
  debit_account_id: 'case debit_account_id when 1 then 2 else 1 end',
  credit_account_id: 'case credit_account_id when 1 then 2 else 1 end',
  effective_at: `effective_at + interval '1 ms' * (1 << :bit)`,
  recorded_at: `recorded_at - interval '1 ms' * (1 << :bit)`,
  debit_account_seq: 'debit_account_seq # (1::int8 << :bit)',
  debit_prev_seq: 'debit_prev_seq # (1::int8 << :bit)',
  debit_credits_after: 'debit_credits_after # (1::int8 << :bit)',
  debit_debits_after: 'debit_debits_after # (1::int8 << :bit)',
  credit_account_seq: 'credit_account_seq # (1::int8 << :bit)',
  credit_prev_seq: 'credit_prev_seq # (1::int8 << :bit)',
  credit_credits_after: 'credit_credits_after # (1::int8 << :bit)',
  credit_debits_after: 'credit_debits_after # (1::int8 << :bit)',
  refers_to: 'coalesce(refers_to, 0) + (1::int8 << :bit)',
  entry_id: `set_byte(uuid_send(entry_id), :byte16, get_byte(uuid_send(entry_id), :byte16) # 1)`,
  kind: '6 - kind',
  asset: `'GBPT/3'`,
  facts: `set_byte(coalesce(facts, decode(repeat('00', 32), 'hex')), :byte32, get_byte(coalesce(facts, decode(repeat('00', 32), 'hex')), :byte32) # (1 << :bit % 8))`,
  content_hash: 'set_byte(content_hash, :byte32, get_byte(content_hash, :byte32) # (1 << :bit % 8))',
  metadata: `replace(metadata, 'test', 'tess')`,
  transfer_count: 'transfer_count + 1',
};
const NOTE_COLUMNS: Readonly<Record<string, string>> = {
  topic: `topic || 'x'`,
  hash: 'set_byte(hash, :byte32, get_byte(hash, :byte32) # (1 << :bit % 8))',
  recorded_at: `recorded_at - interval '1 ms' * (1 << :bit)`,
  leaf_hash: 'set_byte(leaf_hash, :byte32, get_byte(leaf_hash, :byte32) # (1 << :bit % 8))',
};

describe('the tamper drill', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  let size: number;
  const random = new SeededRandom(20_261_123);
  const at = (seq: number): RegExp => new RegExp(`(transfer|position|at) ${seq}$`);

  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, new FixedClock(NOW));
    const [merchant, payee] = [anOrganisation(), anOrganisation()];
    const post = (...drafts: EntryDraft[]) => db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, drafts));
    const note = (text: string) =>
      db.unitOfWork.run((tx) => ledger.appendNotes.execute(tx, [{ topic: 'drill', hash: sha256(text) }]));
    await post(aDeposit(merchant, 1_000_000n));
    for (let round = 0; round < 40; round += 1) {
      await note(`before ${round}`);
      await post(
        anEntry([
          aTransfer(accounts.prepaid(merchant), accounts.pending(payee), 100n, { facts: sha256(`${round}`) }),
          aTransfer(accounts.prepaid(merchant), accounts.fees(), 10n),
        ]),
        anEntry([aTransfer(accounts.pending(payee), accounts.payable(payee), 40n)]),
        anEntry([aTransfer(accounts.payable(payee), accounts.settling(payee, VAULT), 500n, { upTo: true })]),
      );
      if (round % 10 === 0) await ledger.makeCheckpoint.execute();
    }
    await ledger.makeCheckpoint.execute();
    size = 1 + 40 * 5;
  });
  afterAll(() => db.close());

  function columnOf(table: 'transfer' | 'note', columns: Readonly<Record<string, string>>): Tampering {
    const [column, change] = random.pick(Object.entries(columns));
    const isOfEntry = ['content_hash', 'metadata', 'transfer_count'].includes(column);
    // The first row is the deposit, 2 + 5n are notes, 3 + 5n begin an entry of two rows.
    const base = 2 + 5 * random.between(0, 39);
    const seq = table === 'note' ? base : isOfEntry ? base + 1 : base + 1 + random.between(0, 3);
    const value = change
      .replaceAll(':bit', String(random.between(0, 6)))
      .replaceAll(':byte16', String(random.between(0, 15)))
      .replaceAll(':byte32', String(random.between(0, 31)));
    const cast = column === 'entry_id' ? `encode(${value}, 'hex')::uuid` : value;
    const sql = `update ledger.${table} set ${column} = ${cast} where seq = ${seq}`;
    return { what: sql, names: at(seq), sql: [sql] };
  }

  function aTampering(drill: number): Tampering {
    const seq = random.between(2, size - 1);
    switch (drill % 10) {
      case 0:
        return {
          what: `row ${seq} taken out`,
          names: at(seq + 1),
          sql: [`delete from ledger.transfer where seq = ${seq}`, `delete from ledger.note where seq = ${seq}`],
        };
      case 1: {
        const swap = (table: string): string[] => [
          `update ledger.${table} set seq = ${AWAY} + seq where seq in (${seq}, ${seq + 1})`,
          `update ledger.${table} set seq = ${AWAY + 2 * seq + 1} - seq where seq > ${AWAY}`,
        ];
        return { what: `rows ${seq} and ${seq + 1} in the other order`, names: at(seq), sql: [...swap('transfer'), ...swap('note')] }; // prettier-ignore
      }
      case 2: {
        const byte = random.between(0, 31);
        const root = `set_byte(root, ${byte}, get_byte(root, ${byte}) # 1)`;
        const sql = `update ledger.checkpoint set root = ${root} where size = (select max(size) from ledger.checkpoint)`;
        return { what: sql, names: new RegExp(`^checkpoint ${size}$`), sql: [sql] };
      }
      case 3:
        return columnOf('note', NOTE_COLUMNS);
      default:
        return columnOf('transfer', TRANSFER_COLUMNS);
    }
  }

  it(`finds ${DRILLS} of ${DRILLS} changes of bytes, rows and orders, and names where each was made`, async () => {
    expect((await ledger.checkMoney.execute()).breaks).toEqual([]);
    await db.ownerQuery('create table public.kept_transfer as table ledger.transfer');
    await db.ownerQuery('create table public.kept_note as table ledger.note');
    await db.ownerQuery('create table public.kept_checkpoint as table ledger.checkpoint');
    const asSuperuser = (...statements: readonly string[]) =>
      db.ownerQuery(`begin; set local session_replication_role = replica; ${statements.join('; ')}; commit`);
    // A superuser drops what refuses at once; what is left is what the audit must find.
    for (const { table, name } of await db.ownerQuery<{ table: string; name: string }>(
      `select conrelid::regclass::text as table, conname as name from pg_constraint where contype = 'c' and conrelid in ('ledger.transfer'::regclass, 'ledger.note'::regclass)`,
    )) {
      await db.ownerQuery(`alter table ${table} drop constraint ${name}`);
    }
    await db.ownerQuery('drop index ledger.transfer_0_i9_hold_resolves_once, ledger.transfer_0_i8_id_counts_once');
    const missed: string[] = [];
    for (let drill = 0; drill < DRILLS; drill += 1) {
      const { what, names, sql } = aTampering(drill);
      await asSuperuser(...sql);
      const { breaks } = await ledger.checkMoney.execute();
      const first = breaks[0]?.at ?? 'nothing';
      if (!breaks.some((found) => names.test(found.at))) missed.push(`${what}: names ${first}`);
      await asSuperuser(
        ...['transfer', 'note', 'checkpoint'].flatMap((table) => [
          `delete from ledger.${table}`,
          `insert into ledger.${table} select * from public.kept_${table}`,
        ]),
      );
    }
    expect(missed).toEqual([]);
    expect((await ledger.checkMoney.execute()).breaks).toEqual([]);
  });
});
