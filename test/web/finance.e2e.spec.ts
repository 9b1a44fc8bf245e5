import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import {
  alterAnswers,
  faultsOf,
  forgetMoves,
  openTab,
  PATIENCE,
  says,
  signInAs,
  tabTo,
  verify,
} from './support/browser.ts';
import { inBrowser, JOURNEY_MS } from './support/in-browser.ts';

// Ada's and Ben's journey: the book at any moment, and a payout run by two names.

const DESK = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const;

inBrowser('finance', (world) => {
  const openBalance = async (page: Page): Promise<void> => {
    await page.locator('nav a[href="/trial-balance"]').click();
    // The overview says so as well.
    await page.getByRole('heading', { level: 1, name: 'Trial balance' }).waitFor();
    await page.getByText('Balanced').first().waitFor();
  };
  /** Presses a key until the screen has heard it. A key asks for a moment, so that twice is as once. */
  const pressUntil = (page: Page, key: string, isHeard: (search: URLSearchParams) => boolean): Promise<boolean> =>
    eventually(
      async () => {
        await page.keyboard.press(key);
        return isHeard(new URL(page.url()).searchParams);
      },
      undefined,
      PATIENCE,
    );

  it(
    'reads the trial balance at past moments, down to an entry that it proves',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, DESK);
      await signInAs(page, product.url, 'Ada');
      await page.locator('tbody .badge').first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await openBalance(page);
      expect(await faultsOf(page)).toEqual([]);
      const now = await page.locator('tfoot .money').first().textContent();

      // A key goes a month back; everything balances there as well.
      await pressUntil(page, 'm', (search) => search.get('span') === 'm');
      await page.getByRole('heading', { name: /^What had happened by/ }).waitFor();
      await page.getByText('Balanced').first().waitFor();
      expect(page.url()).toMatch(/[?&]at=20/);
      // The rows stay until the others are there.
      await eventually(
        () => page.locator('tfoot .money').first().textContent(),
        (then) => then !== now,
        PATIENCE,
      );

      // The slider moves by the keyboard, and the address follows it.
      const before = new URL(page.url()).searchParams.get('at');
      await tabTo(page, page.getByRole('slider', { name: 'Moment' }));
      await page.keyboard.press('PageUp');
      await page.waitForURL((url) => url.searchParams.get('at') !== before);
      expect(await faultsOf(page)).toEqual([]);

      // By what was booked: a day ago there was no book.
      await page.getByLabel('What was booked').check();
      await pressUntil(page, 't', (search) => search.get('span') === 't' && search.get('by') === 'recorded');
      await page.getByRole('heading', { name: /^What was booked by/ }).waitFor();
      await page.locator('tfoot').getByText('0.00').first().waitFor();
      await pressUntil(page, 'n', (search) => !search.has('at'));
      await page.getByText('Balanced').first().waitFor();

      await page.getByRole('link', { name: 'Influencers, settling' }).click();
      const drawer = page.getByRole('dialog', { name: 'Accounts' });
      await drawer.getByRole('link', { name: 'Mia Laine' }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await drawer.getByRole('link', { name: 'Mia Laine' }).click();
      await drawer.getByRole('heading', { name: 'Entries, newest first' }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await drawer.getByRole('link', { name: 'Payout run frozen' }).last().click();
      await verify(page, 'FINAL');
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'raises the alarm that must never show when debits and credits differ',
    async () => {
      const { product, browser } = world();
      const { page, close } = await openTab(browser, DESK);
      await signInAs(page, product.url, 'Ada');
      await openBalance(page);
      expect(await page.getByRole('alert').count()).toBe(0);
      await alterAnswers(page, '**/v1/trial-balance', (body: { assets: { debits: { amount: string } }[] }) => {
        for (const { debits } of body.assets) debits.amount += '0';
        return body;
      });
      await page.reload();
      await page.getByRole('alert').getByText('The book does not balance: GBPT/2').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'proposes a run as Ada, who cannot approve it, and pays it as Ben, by keyboard alone',
    async () => {
      const { product, browser } = world();
      const ada = await openTab(browser, DESK);
      await signInAs(ada.page, product.url, 'Ada');
      await ada.page.locator('nav a[href="/payouts"]').click();
      await ada.page.getByText('approved by Ben Okoro').waitFor();
      expect(await faultsOf(ada.page)).toEqual([]);
      await tabTo(ada.page, ada.page.getByRole('button', { name: 'Propose a run' }));
      await ada.page.keyboard.press('Enter');
      const approve = (page: Page) => page.getByRole('button', { name: 'Approve and pay' });
      await approve(ada.page).waitFor();
      expect(ada.page.url()).toMatch(/\/payouts\/po_/);
      const marks = await marksOf(ada.page);
      expect(marks).toEqual(outliersFirst(marks));
      await says(ada.page.locator('.kpi', { hasText: 'Gas of its root' }), /about 0\.\d+ ETH/);
      expect(await faultsOf(ada.page)).toEqual([]);

      await ada.page.getByRole('link', { name: 'Hold Yuki Sato' }).click();
      const why = ada.page.getByLabel('Why?');
      await why.fill('asks the bank first');
      expect(await faultsOf(ada.page)).toEqual([]);
      await why.press('Enter');
      await ada.page.getByText('On hold: asks the bank first').waitFor();

      await approve(ada.page).click();
      await ada.page.getByRole('alert').getByText('You cannot approve your own run').waitFor();
      await forgetMoves(ada.page);
      expect(await faultsOf(ada.page)).toEqual([]);
      const wrong = ada.wrong.filter((line) => !line.includes('403'));

      const ben = await openTab(browser, DESK);
      await signInAs(ben.page, product.url, 'Ben');
      await ben.page.locator('nav a[href="/payouts"]').click();
      await tabTo(ben.page, ben.page.locator('tbody a').first());
      await ben.page.keyboard.press('Enter');
      await tabTo(ben.page, approve(ben.page));
      await ben.page.keyboard.press('Enter');
      const steps = ben.page.getByRole('list', { name: 'The run' });
      await steps.getByText(/^Claims since/).waitFor();
      await steps.getByText(/^Epoch 2, \d+ leaves/).waitFor();
      await steps.getByText(/^Block \d+/).waitFor();
      await ben.page
        .getByRole('row', { name: /Mia Laine/ })
        .getByText('Not yet')
        .waitFor();
      // What is wrong is judged of the screen as it opens: a step that is done may push a line.
      await ben.page.reload();
      await ben.page
        .getByRole('row', { name: /Yuki Sato/ })
        .getByText('On hold: asks the bank first')
        .waitFor();
      await steps.getByText(/^Claims since/).waitFor();
      expect(await faultsOf(ben.page)).toEqual([]);

      // Ada's screen follows by itself.
      await ada.page
        .getByRole('list', { name: 'The run' })
        .getByText(/^Claims since/)
        .waitFor();
      await ada.page.locator('nav a[href="/reconciliation"]').click();
      await ada.page.reload();
      await ada.page.getByRole('heading', { name: 'Ledger and chain agree' }).waitFor();
      expect(await faultsOf(ada.page)).toEqual([]);
      expect([...wrong, ...ben.wrong]).toEqual([]);
      await ada.close();
      await ben.close();
    },
    JOURNEY_MS,
  );
});

/** What the list of payees says to look at, from the top: an empty text for nothing. */
async function marksOf(page: Page): Promise<string[]> {
  const states = page.locator('table.payees').first().locator('tbody .state');
  await states.first().waitFor();
  const texts = await states.allTextContents();
  return texts.map((text) => (text === 'As usual' ? '' : text));
}

function outliersFirst(marks: readonly string[]): string[] {
  return [...marks.filter((mark) => mark !== ''), ...marks.filter((mark) => mark === '')];
}
