import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { type EpochMs, newId, parsePublicId, publicId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { eventually } from '../support/eventually.ts';
import { at, Rest, textAt } from '../support/rest.ts';
import { faultsOf, fileOf, forgetMoves, openTab, PATIENCE, says, signInAs, verify } from './support/browser.ts';
import { inBrowser, JOURNEY_MS } from './support/in-browser.ts';

// A second book, in a database of its own, on the screens of Ada (finance) and Lena (merchant): chosen in the head, kept from
// screen to screen, proven by its own log, closed by itself. Its days are west of UTC: today's are never ahead of a merchant's.

const DESK = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const;
const MERCHANT = 'Aurora Home';

let second: TestDatabase | undefined;
afterAll(() => second?.close());

const variables = async (): Promise<Record<string, string>> => {
  second = await aDatabase();
  const { ownerUrl: url, appUrl } = second;
  const book = { name: 'krona', url, appUrl, assets: ['SEK/2'], zone: 'America/Lima' };
  return { LEDGER_BOOKS: JSON.stringify([book]), SETTLEMENT_ANCHOR_EVERY_SECONDS: '1' };
};

const choiceOf = (page: Page): Locator => page.getByLabel('Book', { exact: true });
const bookOf = (page: Page): string | null => new URL(page.url()).searchParams.get('book');

inBrowser(
  'finance of two books',
  (world) => {
    let ada: Rest;

    beforeAll(async () => {
      const api = new Rest(world().product.url);
      const password = textAt(await api.read('/v1/demo'), 'password');
      ada = await api.signIn('ada@demo.provisio.example', password);
      const lena = await api.signIn('lena@demo.provisio.example', password);
      const merchant = parsePublicId('org', textAt(await lena.read('/v1/me'), 'organisation'));
      const deposit = {
        id: publicId('en', newId<'Entry'>(Date.now() as EpochMs)),
        asset: 'SEK/2',
        effective_at: new Date().toISOString(),
        metadata: { reason: 'deposit' },
        transfers: [{ debit: 'custody:bank:house', credit: `org:${merchant}:prepaid`, amount: '12500' }],
      };
      const posted = await ada.make('/v1/entries', { entries: [deposit] });
      expect(posted).toMatchObject({ results: [{ outcome: 'posted', book: 'krona' }] });
      await eventually(
        () => api.read('/v1/ledger/books'),
        (list) => at(list, 'books.1.anchor.state') === 'final',
        PATIENCE,
      );
    }, JOURNEY_MS);

    it(
      'shows the one that Ada chooses, down to an entry that she proves, and stays in it',
      async () => {
        const { product, browser } = world();
        const { page, wrong, close } = await openTab(browser, DESK);
        await signInAs(page, product.url, 'Ada');
        await page.locator('nav a[href="/trial-balance"]').click();
        await page.getByRole('heading', { name: 'Now, GBPT/2' }).waitFor();
        await choiceOf(page).selectOption({ label: 'krona, SEK' });
        await page.getByRole('heading', { name: 'Now, SEK/2' }).waitFor();
        expect(await page.getByRole('heading', { name: /GBPT/ }).count()).toBe(0);
        expect(bookOf(page)).toBe('krona');
        await forgetMoves(page);
        expect(await faultsOf(page)).toEqual([]);
        expect(await fileOf(page, 'CSV')).toMatch(/^asset,kind,line,accounts,[^\r]*(\r\nSEK\/2,[^\r]*){2}\r\n$/);

        await page.getByRole('link', { name: 'Merchants, prepaid' }).click();
        await page.getByRole('dialog').getByRole('link', { name: MERCHANT }).click();
        await page.getByRole('link', { name: /^Every movement/ }).click();
        await page.getByText('Days in America/Lima').waitFor();
        await says(page.locator('.ledger-rows tr.edge .balance').last(), /125\.00/);
        expect(await fileOf(page, 'CSV')).toContain(',SEK/2,');
        expect(await fileOf(page, 'JSON Lines')).toContain('"asset":"SEK/2"');
        await page.locator('.ledger-rows .what a').click();
        await verify(page, 'FINAL');
        await page.keyboard.press('Escape');

        await page.getByRole('link', { name: 'Owed to us' }).click();
        await page.getByText('Nobody owes anything').waitFor();
        await page.locator('nav a[href="/ledger?book=krona"]').click();
        await page.locator('table.entries .badge').waitFor();
        expect(await page.locator('table.entries tbody tr').count()).toBe(1);
        await page.locator('nav a[href="/?book=krona"]').click();
        await page.getByRole('heading', { name: 'Trial balance, SEK/2' }).waitFor();
        await forgetMoves(page);
        expect(await faultsOf(page)).toEqual([]);
        await choiceOf(page).selectOption('main');
        await page.getByRole('heading', { name: 'Trial balance, GBPT/2' }).waitFor();
        expect(bookOf(page)).toBeNull();
        expect(wrong).toEqual([]);
        await close();
      },
      JOURNEY_MS,
    );

    it(
      'closes the chosen one alone, and asks anew when another is chosen',
      async () => {
        const { product, browser } = world();
        const { page, wrong, close } = await openTab(browser, DESK);
        await signInAs(page, product.url, 'Ada');
        await page.goto(`${product.url}/reports/periods`);
        const ask = async (): Promise<void> => {
          await page.getByLabel('First day that stays open').fill('2020-01-01');
          await page.getByRole('button', { name: 'Close the books' }).click();
        };
        await ask();
        await page.getByRole('group', { name: 'Are you sure?' }).waitFor();
        await choiceOf(page).selectOption('krona');
        await page.getByText('Days in America/Lima').waitFor();
        await page.getByRole('button', { name: 'Close the books' }).waitFor();
        expect(await page.getByRole('group', { name: 'Are you sure?' }).count()).toBe(0);

        await ask();
        await page.getByText('In the book krona, and in no other.').waitFor();
        await page.getByRole('button', { name: 'Yes, close' }).click();
        await says(page.locator('.kpi .figure'), '1 Jan 2020');
        await page.locator('table.moves').getByText('Closed before 1 Jan 2020').waitFor();
        await forgetMoves(page);
        expect(await faultsOf(page)).toEqual([]);
        await choiceOf(page).selectOption('main');
        await page.getByText('The books were never closed').waitFor();
        expect(await ada.read('/v1/periods/closed')).toMatchObject({ closed_until: null });
        expect(await ada.read('/v1/periods/closed?book=krona')).toMatchObject({
          closed_until: '2020-01-01T05:00:00.000Z',
        });
        expect(wrong).toEqual([]);
        await close();
      },
      JOURNEY_MS,
    );

    it(
      'says so when there is none of the name in the address, and offers the others',
      async () => {
        const { product, browser } = world();
        const { page, close } = await openTab(browser, DESK);
        await signInAs(page, product.url, 'Ada');
        await page.goto(`${product.url}/trial-balance?book=mars`);
        await page.getByRole('alert').getByText('there is no book mars').waitFor();
        await page.goto(`${product.url}/reports?book=mars`);
        await page.getByRole('alert').getByText('there is no book mars').waitFor();
        await choiceOf(page).selectOption('krona');
        await page.getByText('Nobody owes anything').waitFor();
        await close();
      },
      JOURNEY_MS,
    );

    it(
      'shows a merchant her own part of each',
      async () => {
        const { product, browser } = world();
        const { page, wrong, close } = await openTab(browser, DESK);
        await signInAs(page, product.url, 'Lena');
        await page.locator('nav a[href="/ledger"]').click();
        await choiceOf(page).selectOption('krona');
        await page.locator('table.entries').getByText('125.00').waitFor();
        await page.getByRole('link', { name: 'Statement', exact: true }).click();
        await says(page.locator('.ledger-rows tr.edge .balance').last(), /125\.00/);
        expect(bookOf(page)).toBe('krona');
        expect(wrong).toEqual([]);
        await close();
      },
      JOURNEY_MS,
    );
  },
  variables,
);
