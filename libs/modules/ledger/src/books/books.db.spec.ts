import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Asset, FixedClock, asset, minor, newId } from '#kernel';
import { PrimaryReports } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type BookMove, type EntryDraft, MoveBetweenBooks, type PostOutcome, accounts } from '../index.ts';
import { moveOut } from '../domain/interbook.ts';
import { MemoryCheckpointSigner, aLedger } from '../testing.ts';
import { GBPT, NOW, aTransfer, anEntry, anOrganisation } from '../testing/some-entries.ts';
import type { Books } from './books.ts';
import { type BookSettings, openBook } from './open-book.ts';
import { openBooks } from './open-books.ts';

const [EUR, USD] = [asset('EUR/2'), asset('USD/2')];
const codeOf = (outcome: PostOutcome | undefined): string =>
  outcome?.outcome === 'posted' ? 'posted' : (outcome?.error.code ?? 'no answer');

describe('several books', () => {
  const databases: TestDatabase[] = [];
  const dataDir = mkdtempSync(path.join(tmpdir(), 'provisio-books-'));
  const options = { dataDir, zone: 'UTC', clock: new FixedClock(NOW), poolSize: 3 };
  const merchant = anOrganisation();
  let [main, euroDb, islandDb]: (TestDatabase | undefined)[] = [];
  let list: BookSettings[] = [];
  let books: Books;

  const aBook = async (): Promise<TestDatabase> => {
    const db = await aDatabase();
    databases.push(db);
    return db;
  };
  const settings = (name: string, db: TestDatabase, assets: Asset[], region?: string): BookSettings => ({
    name,
    url: db.ownerUrl,
    appUrl: db.appUrl,
    assets,
    region,
  });
  const deposit = (of: Asset, amount = 1_000n): EntryDraft =>
    anEntry([aTransfer(accounts.bank('house'), accounts.prepaid(merchant), amount)], { asset: of });
  const open = (of: readonly BookSettings[] = list): Promise<Books> => {
    const { database, unitOfWork } = main as TestDatabase;
    const { poster } = aLedger({ database, unitOfWork }, options.clock);
    const reports = new PrimaryReports(database, unitOfWork);
    return openBooks(of, { database, unitOfWork, reports, signer: new MemoryCheckpointSigner(), poster }, options);
  };
  beforeAll(async () => {
    [main, euroDb, islandDb] = [await aBook(), await aBook(), await aBook()];
    list = [settings('euro', euroDb, [EUR]), settings('island', islandDb, [EUR, USD], 'uk')];
    books = await open();
  });
  afterAll(async () => {
    const reports = [];
    for (const { name, doors } of books.all()) {
      reports.push({ name, breaks: (await doors.checkMoney.execute()).breaks });
    }
    await books.close();
    for (const db of databases) await db.close();
    rmSync(dataDir, { recursive: true });
    expect(reports).toEqual(['main', 'euro', 'island'].map((name) => ({ name, breaks: [] })));
  });

  it('gives each entry to the book of its asset; each log counts 1, 2, 3 … by itself', async () => {
    const outcomes = await books.post([deposit(EUR), deposit(GBPT), deposit(EUR), deposit(GBPT), deposit(EUR)]);
    const seqs = outcomes.map((each) => (each.outcome === 'posted' ? each.entry.transfers[0]?.seq : undefined));
    expect(seqs).toEqual([1n, 1n, 2n, 2n, 3n]);
    expect(books.bookOf(EUR).name).toBe('euro');
    expect(books.bookOf(EUR, 'uk').name).toBe('island');
    expect(await (islandDb as TestDatabase).ownerQuery('select seq from ledger.transfer')).toEqual([]);
  });

  it('refuses a region that no book is for (ledger.no_book_for)', async () => {
    await expect(books.post([deposit(GBPT)], 'uk')).rejects.toMatchObject({ code: 'ledger.no_book_for' });
  });

  it('refuses an entry in the wrong book by name and books the others (ledger.entry_in_wrong_book)', async () => {
    const outcomes = await books.byNameOf('euro').post([deposit(USD), deposit(EUR)]);
    expect(outcomes.map(codeOf)).toEqual(['ledger.entry_in_wrong_book', 'posted']);
    expect((await books.byNameOf('main').post([deposit(EUR)])).map(codeOf)).toEqual(['ledger.entry_in_wrong_book']);
  });

  it('lets PostgreSQL refuse it where the program does not ask (book_keeps_to_its_assets)', async () => {
    await (main as TestDatabase).ownerQuery("insert into ledger.asset (code) values ('EUR/2')");
    for (const [book, of] of [
      ['euro', GBPT],
      ['main', EUR],
    ] as const) {
      const posted = books.byNameOf(book).doors.poster.post([deposit(of)]);
      await expect(posted).rejects.toMatchObject({ constraint: 'book_keeps_to_its_assets' });
    }
  });

  it('refuses entries that are to be booked all or none in two books (ledger.entries_span_books)', () => {
    expect(() => books.bookOfAll([deposit(EUR), deposit(GBPT)])).toThrow(
      expect.objectContaining({ code: 'ledger.entries_span_books', details: { books: 'euro, main' } }),
    );
    expect(books.bookOfAll([deposit(EUR), deposit(EUR)]).name).toBe('euro');
  });

  it('signs the head of each book under its own name with its own key', async () => {
    const [euro, island] = [books.byNameOf('euro').doors, books.byNameOf('island').doors];
    const before = await island.makeCheckpoint.execute();
    const head = await euro.makeCheckpoint.execute();
    expect(head.signedNote.split('\n')[0]).toBe('provisio.local/book/euro');
    expect((await island.readCheckpoint.execute()).signedNote).toBe(before.signedNote);
    const keys = await Promise.all([euro, island].map(({ readCheckpoint }) => readCheckpoint.verifierKey()));
    expect(new Set(keys.map(({ key }) => key)).size).toBe(2);
    expect(keys.map(({ origin }) => origin)).toEqual(['provisio.local/book/euro', 'provisio.local/book/island']);
  });

  it('opens again as it is, and as nothing else (ledger.book_misplaced, ledger.book_list_invalid)', async () => {
    const [euro, island] = list as [BookSettings, BookSettings];
    const again = await openBook({ ...euro, assets: [EUR, USD] }, { ...options, zone: 'UTC' });
    expect((await again.doors.readBalances.byPrefix('org:')).length).toBe(1);
    await again.close();
    const misplaced = { code: 'ledger.book_misplaced' };
    await expect(openBook({ ...euro, name: 'other' }, options)).rejects.toMatchObject(misplaced);
    await expect(openBook({ ...euro, assets: [USD] }, options)).rejects.toMatchObject(misplaced);
    await expect(open([euro, { ...island, region: undefined }])).rejects.toMatchObject({
      code: 'ledger.book_list_invalid',
    });
    expect(await (euroDb as TestDatabase).ownerQuery('select origin, zone from ledger.book')).toEqual([
      { origin: 'provisio.local/book/euro', zone: 'UTC' },
    ]);
  });

  it('keeps the days of a book that has entries (ledger.book_zone_fixed), and gives a new one its own or the process’s', async () => {
    const [euro] = list as [BookSettings];
    const fixed = { code: 'ledger.book_zone_fixed', details: { book: 'euro', zone: 'UTC', asked: 'Europe/Rome' } };
    await expect(openBook({ ...euro, zone: 'Europe/Rome' }, options)).rejects.toMatchObject(fixed);
    await expect(openBook(euro, { ...options, zone: 'Europe/Rome' })).rejects.toMatchObject(fixed);
    const rome = await openBook(settings('rome', await aBook(), [GBPT]), { ...options, zone: 'Europe/Rome' });
    expect((await rome.doors.movePeriods.closed()).zone).toBe('Europe/Rome');
    await rome.close();
  });

  it('gives the main book its zone before the first entry, and never after (ledger.book_zone_fixed)', async () => {
    const db = await aBook();
    const inZone = async (zone: string): Promise<string> => {
      const { database, unitOfWork } = db;
      const { poster } = aLedger(db, options.clock);
      const reports = new PrimaryReports(database, unitOfWork);
      const parts = { database, unitOfWork, reports, signer: new MemoryCheckpointSigner(), poster };
      const [only] = (await openBooks([], parts, { ...options, zone })).all();
      return (await only!.state()).zone;
    };
    expect(await inZone('Europe/Berlin')).toBe('Europe/Berlin');
    expect(await inZone('Asia/Kathmandu')).toBe('Asia/Kathmandu');
    await expect(inZone('Middle/Earth')).rejects.toMatchObject({ code: '22023' });
    await aLedger(db, options.clock).poster.post([deposit(GBPT)]);
    await expect(inZone('Europe/Berlin')).rejects.toMatchObject({
      code: 'ledger.book_zone_fixed',
      details: { book: 'main', zone: 'Asia/Kathmandu', asked: 'Europe/Berlin' },
    });
    expect(await inZone('Asia/Kathmandu')).toBe('Asia/Kathmandu');
  });

  it('leaves to others only what the main book has not booked (ledger.book_misplaced)', async () => {
    const third = await aBook();
    const taken = open([...list, settings('pounds', third, [GBPT])]);
    await expect(taken).rejects.toMatchObject({ code: 'ledger.book_misplaced', details: { book: 'main' } });
    expect((await books.post([deposit(GBPT)])).map(codeOf)).toEqual(['posted']);
  });

  it('keeps name and assets of a book that has a log against its owner too', async () => {
    const db = euroDb as TestDatabase;
    await expect(db.ownerQuery("update ledger.book set origin = 'x'")).rejects.toMatchObject({
      constraint: 'book_keeps_its_name',
    });
    await expect(
      db.ownerQuery(
        "delete from ledger.book_asset where asset = 'EUR/2'; insert into ledger.book_asset values ('USD/2', false)",
      ),
    ).rejects.toMatchObject({ constraint: 'book_keeps_to_its_assets' });
    await expect(db.database.query("select ledger.set_book('x', 'UTC', '{}')")).rejects.toMatchObject({
      code: '42501',
    });
    await expect(db.database.query("insert into ledger.book_asset values ('USD/2', false)")).rejects.toMatchObject({
      code: '42501',
    });
  });

  describe('moving money between them', () => {
    const aMove = (amount: bigint, to = accounts.prepaid(merchant)): BookMove => ({
      id: newId<'BookMove'>(NOW),
      asset: EUR,
      amount: minor(amount),
      from: { book: 'euro', account: accounts.prepaid(merchant) },
      to: { book: 'island', account: to },
      effectiveAt: NOW,
    });
    const moves = (): MoveBetweenBooks => new MoveBetweenBooks(books);
    const transit = async (): Promise<bigint[]> => (await moves().balances()).map(({ inTransit }) => inTransit);

    it('books it out of the one and into the other, once however often it is sent', async () => {
      const move = aMove(300n);
      const first = await moves().execute(move);
      const again = await moves().execute(move);
      expect([first.out.replayed, first.in?.replayed, again.out.replayed, again.in?.replayed]).toEqual([
        false,
        false,
        true,
        true,
      ]);
      expect(await moves().balances()).toEqual([
        { from: 'euro', to: 'island', asset: EUR, dueTo: 300n, dueFrom: 300n, inTransit: 0n },
      ]);
    });

    it('writes nothing when the money is not there (ledger.insufficient_funds)', async () => {
      await expect(moves().execute(aMove(1_000_000n))).rejects.toMatchObject({ code: 'ledger.insufficient_funds' });
      expect(await transit()).toEqual([0n]);
    });

    it('finds what left and did not arrive, and brings it in', async () => {
      const move = aMove(20n);
      await books.byNameOf('euro').post([moveOut(move)]); // And the process dies.
      expect(await transit()).toEqual([20n]);
      const missing = await moves().undelivered('euro', 'island');
      expect(missing).toEqual([move]);
      for (const each of missing) await moves().execute(each);
      expect(await transit()).toEqual([0n]);
      expect(await moves().undelivered('euro', 'island')).toEqual([]);
    });

    it('puts what its account does not take into suspense, and never into both', async () => {
      const closed = anOrganisation();
      const island = books.byNameOf('island');
      await moves().execute(aMove(5n, accounts.prepaid(closed)));
      await island.post([
        anEntry([aTransfer(accounts.prepaid(closed), accounts.prepaid(merchant), 5n)], { asset: EUR }),
      ]);
      await island.unitOfWork.run((tx) =>
        island.doors.closeAccount.execute(tx, { path: accounts.prepaid(closed), asset: EUR }),
      );
      const move = aMove(7n, accounts.prepaid(closed));
      expect((await moves().execute(move)).refusal?.code).toBe('ledger.account_closed');
      expect(await transit()).toEqual([7n]);
      expect((await moves().settleInSuspense(move)).in?.transfers[0]?.credit).toBe('suspense');
      expect((await moves().execute(move)).refusal?.code).toBe('ledger.entry_id_reused');
      expect(await transit()).toEqual([0n]);
    });
  });
});
